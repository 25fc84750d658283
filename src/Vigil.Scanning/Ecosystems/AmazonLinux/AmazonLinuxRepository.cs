namespace Vigil.Scanning.Ecosystems.AmazonLinux;

/// <summary>Repositories of Amazon Linux by the ids that yum and dnf know them by.</summary>
internal static class AmazonLinuxRepository
{
    private const string Extras = "amzn2extra-";

    /// <summary>What <see cref="AmazonLinuxMatchRule"/> compares: the topic (<c>docker</c>) of <c>amzn2extra-docker</c>, the id of a core repository.</summary>
    /// <returns>Empty for what is neither, such as <c>installed</c> and <c>anaconda</c>.</returns>
    public static string TopicOf(string repository) =>
        repository.StartsWith(Extras, StringComparison.Ordinal) ? repository[Extras.Length..]
        : repository is "amzn-main" or "amzn-updates" or "amzn2-core" or "amazonlinux" ? repository
        : "";
}
