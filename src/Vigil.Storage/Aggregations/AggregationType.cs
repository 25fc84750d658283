namespace Vigil.Storage.Aggregations;

/// <summary>What active findings are counted by, in the words of the API's AggregationType.</summary>
public enum AggregationType
{
    /// <summary>By account, of one type of finding.</summary>
    FindingType,

    /// <summary>By name of the package.</summary>
    Package,

    /// <summary>By title, which is flaw and packages.</summary>
    Title,

    /// <summary>By repository of images.</summary>
    Repository,

    /// <summary>By image that machines were started from.</summary>
    Ami,

    /// <summary>By machine of AWS.</summary>
    AwsEc2Instance,

    /// <summary>By image of AWS.</summary>
    AwsEcrContainer,

    /// <summary>By layer of an image.</summary>
    ImageLayer,

    /// <summary>By account.</summary>
    Account,

    /// <summary>By function of AWS.</summary>
    AwsLambdaFunction,

    /// <summary>By layer of a function.</summary>
    LambdaLayer,

    /// <summary>By repository of code.</summary>
    CodeRepository,

    /// <summary>By image, whoever provides it.</summary>
    ContainerImage,

    /// <summary>By function, whoever provides it.</summary>
    ServerlessFunction,

    /// <summary>By machine, whoever provides it.</summary>
    VmInstance,
}

/// <summary>By what the rows of an aggregation are ordered.</summary>
public enum AggregationSort
{
    /// <summary>Number of critical findings.</summary>
    Critical,

    /// <summary>Number of high findings.</summary>
    High,

    /// <summary>Number of findings.</summary>
    All,

    /// <summary>Number of findings of open paths; of machines.</summary>
    NetworkFindings,

    /// <summary>Number of images or instances; of repositories and of images that machines were started from.</summary>
    AffectedResources,
}
