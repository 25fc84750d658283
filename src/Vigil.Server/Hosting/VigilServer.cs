using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Scalar.AspNetCore;
using Vigil.Server.Advisories;
using Vigil.Server.Blobs;
using Vigil.Server.Deliveries;
using Vigil.Server.Deliveries.EventBridge;
using Vigil.Server.Deliveries.Mail;
using Vigil.Server.Deliveries.SecurityHub;
using Vigil.Server.Deliveries.Webhooks;
using Vigil.Server.Hosts;
using Vigil.Server.Identity;
using Vigil.Server.Model;
using Vigil.Server.Operations.Accounts;
using Vigil.Server.Operations.Aggregations;
using Vigil.Server.Operations.Cis;
using Vigil.Server.Operations.CodeSecurity;
using Vigil.Server.Operations.Coverage;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Operations.Findings;
using Vigil.Server.Operations.Members;
using Vigil.Server.Operations.Reports;
using Vigil.Server.Operations.Scanning;
using Vigil.Server.Operations.Usage;
using Vigil.Server.Operations.Vulnerabilities;
using Vigil.Server.Settings;
using Vigil.Server.Simulation;
using Vigil.Server.Sources;
using Vigil.Server.Sources.Disks;
using Vigil.Server.Sources.Functions;
using Vigil.Server.Sources.Registries;
using Vigil.Server.Sources.SbomInbox;
using Vigil.Server.Submissions;
using Vigil.Server.Upkeep;
using Vigil.Server.Wire;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Aggregations;
using Vigil.Storage.Queries;
using Vigil.Storage.Records;
using Vigil.Storage.Rules;
using Vigil.Storage.Work;

namespace Vigil.Server.Hosting;

/// <summary>What the server is made of.</summary>
internal static class VigilServer
{
    public static IServiceCollection AddVigil(this IServiceCollection services) => services
        .AddOptions()
        .AddVigilOptions()
        .AddSingleton(TimeProvider.System)
        .AddTelemetry()
        .AddIdentity()
        .AddEstate()
        .AddSettings()
        .AddWire()
        .AddWork()
        .AddReports()
        .AddDeliveries()
        .AddHosts()
        .AddSources()
        .AddOperations();

    /// <summary>Answers everything that is no page of its own by the API.</summary>
    public static void MapVigil(this WebApplication server)
    {
        server.MapGet("/health/live", () => Results.Text("ok"));
        server.MapGet("/health/ready", Readiness.Check);
        server.MapGet("/openapi.json", (Routes routes) => Results.Bytes(ApiDescription.Of(routes), "application/json"));
        server.MapPost("/vigil/v1/notifications/{source}", (HttpContext context, string source, RegistryNotifications notifications) => notifications.AnswerAsync(context, source));
        server.MapScalarApiReference("/reference", options => options.WithOpenApiRoutePattern("/openapi.json"));
        var pipeline = server.Services.GetRequiredService<ApiPipeline>();
        server.MapFallback("{**path}", pipeline.AnswerAsync);
    }

    // exported when the usual variables say where to: OTEL_EXPORTER_OTLP_ENDPOINT
    private static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("vigil-server"))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name).AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource(Telemetry.Name).AddAspNetCoreInstrumentation());
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }

    private static IServiceCollection AddVigilOptions(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ServerOptions, ServerOptionsValidator>().BindConfiguration(ServerOptions.Section);
        services.AddOptionsWithValidateOnStart<ServerLimits, ServerLimitsValidator>().BindConfiguration(ServerLimits.Section);
        services.AddOptionsWithValidateOnStart<BlobOptions, BlobOptionsValidator>().BindConfiguration(BlobOptions.Section);
        services.AddOptionsWithValidateOnStart<MailOptions, MailOptionsValidator>().BindConfiguration(MailOptions.Section);
        services.AddOptionsWithValidateOnStart<FeedOptions, FeedOptionsValidator>().BindConfiguration(FeedOptions.Section);
        services.AddOptionsWithValidateOnStart<SourceOptions, SourceOptionsValidator>().BindConfiguration(SourceOptions.Section);
        services.AddOptionsWithValidateOnStart<WorkOptions, WorkOptionsValidator>().BindConfiguration(WorkOptions.Section);
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<ServerLimits>>().Value);
    }

    private static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<ServerOptions>>().Value;
            Directory.CreateDirectory(options.Data);
            return SecretBox.OfFile(options.EffectiveKeyFile);
        })
        .AddSingleton<AccessKeys>()
        .AddSingleton<ReplayWindow>()
        .AddSingleton<SignatureCheck>();

    private static IServiceCollection AddEstate(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<ServerOptions>>().Value;
            Directory.CreateDirectory(options.Data);
            return EstateDatabase.Open(new DatabaseOptions
            {
                SqlitePath = options.SqlitePath,
                PostgresConnection = options.Postgres,
                Region = options.Region,
            });
        })
        .AddSingleton(provider => new StoredEstate(
            provider.GetRequiredService<EstateDatabase>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<AdvisoryLibrary>().TryOpen))
        .AddSingleton<ResourceRegister>()
        .AddSingleton<FilterRegistry>()
        .AddSingleton<RuleWeighing>()
        .AddSingleton<Retention>()
        .AddSingleton<FindingQueries>()
        .AddSingleton<CoverageQueries>()
        .AddSingleton<AggregationQueries>()
        .AddSingleton<ChangeFeed>()
        .AddSingleton<IRecords, DatabaseRecords>()
        .AddSingleton<AdvisoryLibrary>()
        .AddSingleton<FeedHistory>()
        .AddHostedService<AdvisoryWatch>()
        .AddSingleton<FeedPull>()
        .AddHostedService<FeedWatch>();

    private static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<AccountSettings>()
        .AddSingleton<Organization>()
        .AddSingleton<TagShelf>()
        .AddSingleton<CisConfigurations>()
        .AddSingleton<CisSessions>()
        .AddSingleton<AuditLog>();

    private static IServiceCollection AddWire(this IServiceCollection services) => services
        .AddSingleton<PageTokens>()
        .AddSingleton<RateLimits>()
        .AddSingleton<Authorization>()
        .AddSingleton<Repetitions>()
        .AddSingleton(provider => new Routes([ApiModel.Inspector2, ApiModel.Vigil], provider.GetServices<IOperations>()))
        .AddSingleton<ApiPipeline>();

    private static IServiceCollection AddWork(this IServiceCollection services) => services
        .AddSingleton<WorkList>()
        .AddSingleton<IWorker, AdvisoryWorker>()
        .AddSingleton<IWorker, RuleWorker>()
        .AddSingleton<IWorker, RetentionWorker>()
        .AddSingleton<WorkPump>()
        .AddHostedService(provider => provider.GetRequiredService<WorkPump>());

    private static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<IBlobStore>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<BlobOptions>>().Value;
            var data = provider.GetRequiredService<IOptions<ServerOptions>>().Value.Data;
            return options.S3Endpoint.Length > 0
                ? new S3BlobStore(options)
                : new FileBlobStore(options.Directory.Length > 0 ? options.Directory : Path.Combine(data, "blobs"));
        })
        .AddSingleton<ReportJobs>()
        .AddSingleton<FindingsReport>()
        .AddSingleton<SbomExport>()
        .AddSingleton<IWorker, ReportWorker>();

    private static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddHttpClient()
        .ConfigureHttpClientDefaults(client => client.RemoveAllLoggers()) // four lines for each event that is told
        .AddSingleton<DestinationShelf>()
        .AddSingleton<AwsCall>()
        .AddSingleton<IDelivery, EventBridgeDelivery>()
        .AddSingleton<IDelivery, SecurityHubDelivery>()
        .AddSingleton<IDelivery, WebhookDelivery>()
        .AddSingleton<IDelivery, SlackDelivery>()
        .AddSingleton<IDelivery, FileDelivery>()
        .AddSingleton<IDelivery, MailDelivery>()
        .AddSingleton<DeliveryRun>()
        .AddHostedService<DeliveryPump>()
        .AddSingleton<IOperations, DeliveryOperations>();

    private static IServiceCollection AddHosts(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<SilenceOptions, SilenceOptionsValidator>().BindConfiguration(SilenceOptions.Section);
        return services
            .AddSingleton<EnrolmentTokens>()
            .AddSingleton<HostRegister>()
            .AddSingleton<IWorker, HostSilence>()
            .AddSingleton<IOperations, EnrolmentOperations>()
            .AddSingleton<IOperations, HostOperations>()
            .AddSingleton<IOperations, HeartBeat>();
    }

    private static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<SourceShelf>()
        .AddSingleton<Sightings>()
        .AddSingleton<AllowedPlaces>()
        .AddSingleton<ScanIntake>()
        .AddSingleton<IWorker, SourceWorker>()
        .AddSingleton<RegistryAccess>()
        .AddSingleton<ImageNaming>()
        .AddSingleton<ImageEligibility>()
        .AddSingleton<RegistryNotifications>()
        .AddSingleton<ISourceLook, RegistryLook>()
        .AddSingleton<IWorker, RepositoryWorker>()
        .AddSingleton<IWorker, ImageWorker>()
        .AddSingleton<FunctionPlaces>()
        .AddSingleton<FunctionNaming>()
        .AddSingleton<ISourceLook, FunctionLook>()
        .AddSingleton<IWorker, FunctionWorker>()
        .AddSingleton<ISourceLook, DiskLook>()
        .AddSingleton<ISourceLook, SbomInboxLook>()
        .AddSingleton<IOperations, FunctionUpload>()
        .AddSingleton<IOperations, SourceOperations>();

    private static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<ScanSwitch>()
        .AddSingleton<IOperations, EnablementOperations>()
        .AddSingleton<IOperations, ConfigurationOperations>()
        .AddSingleton<IOperations, DeepInspectionOperations>()
        .AddSingleton<IOperations, EncryptionKeyOperations>()
        .AddSingleton<IOperations, PermissionOperations>()
        .AddSingleton<IOperations, FreeTrialOperations>()
        .AddSingleton<IOperations, TagOperations>()
        .AddSingleton<IOperations, AccessKeyOperations>()
        .AddSingleton<IOperations, AuditOperations>()
        .AddSingleton<IOperations, DelegationOperations>()
        .AddSingleton<IOperations, MemberOperations>()
        .AddSingleton<IOperations, FindingOperations>()
        .AddSingleton<IOperations, FindingDetailOperations>()
        .AddSingleton<IOperations, HistoryOperations>()
        .AddSingleton<IOperations, FilterOperations>()
        .AddSingleton<IOperations, CoverageOperations>()
        .AddSingleton<IOperations, AggregationOperations>()
        .AddSingleton<IOperations, UsageOperations>()
        .AddSingleton<IOperations, SbomScanOperations>()
        .AddSingleton<IOperations, ReportOperations>()
        .AddSingleton<IOperations, VulnerabilityOperations>()
        .AddSingleton<IOperations, CisConfigurationOperations>()
        .AddSingleton<IOperations, CisScanOperations>()
        .AddSingleton<IOperations, CisSessionOperations>()
        .AddSingleton<IOperations, SwitchedOffOperations>()
        .AddSingleton<IOperations, SubmissionOperations>();
}
