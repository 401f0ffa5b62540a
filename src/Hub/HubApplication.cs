using Hub.Access;
using Hub.Alerts;
using Hub.Assets;
using Hub.Assignment;
using Hub.Attachments;
using Hub.Audit;
using Hub.Bootstrap;
using Hub.Changes;
using Hub.Classifications;
using Hub.Contacts;
using Hub.Contracts;
using Hub.Contracts.Documents;
using Hub.Contracts.Inbenta;
using Hub.Contracts.Mokapen;
using Hub.Contracts.Ticketing;
using Hub.Deadlines;
using Hub.Delivery;
using Hub.Delivery.Secrets;
using Hub.Departments;
using Hub.Docs;
using Hub.Edge;
using Hub.Errors;
using Hub.Exporting;
using Hub.Health;
using Hub.Idempotency;
using Hub.Incidents;
using Hub.KeyRing;
using Hub.KnowledgeBase;
using Hub.Logs;
using Hub.OnCall;
using Hub.OpenApi;
using Hub.Organizations;
using Hub.People;
using Hub.Portal;
using Hub.ProblemRecords;
using Hub.Quotas;
using Hub.RateLimits;
using Hub.Reports;
using Hub.Resources;
using Hub.Resources.Tables;
using Hub.Saml;
using Hub.Scim;
using Hub.Scim.Access;
using Hub.Searching;
using Hub.SettingAside;
using Hub.Settings;
using Hub.Sla;
using Hub.Storage;
using Hub.Surveys;
using Hub.Telemetry;
using Hub.Templates;
using Hub.TicketFields;
using Hub.TicketQueues;
using Hub.Tickets;
using Hub.Tokens;
using Hub.Triggers;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Hub.Workflows;
using Microsoft.Extensions.Options;

namespace Hub;

/// <summary>The hub as one application; tests start the same one.</summary>
internal static class HubApplication
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>The largest request body, in bytes.</summary>
    public const long LargestBody = 1024 * 1024;

    private const int LargestRequestLine = 128 * 1024;

    /// <param name="configure">Has the last word on what is registered.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The settings beside the program are its own, wherever it is started from; the data folder is the caller's.
        // Nobody looks out for changed settings: with data below the program, every write to the store would wake them.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // A filter that is far too long is an error that its client can read, and not a connection that ends.
            kestrel.Limits.MaxRequestLineSize = LargestRequestLine;
            // What a connection holds is bounded, and so are the connections.
            kestrel.Limits.MaxConcurrentConnections = builder.Configuration.GetValue(
                $"{HubOptions.Section}:{nameof(HubOptions.MaxConnections)}",
                new HubOptions().MaxConnections
            );
            kestrel.Limits.MaxConcurrentUpgradedConnections = kestrel.Limits.MaxConcurrentConnections;
        });
        if (!SaysWhereToListen(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);

        // Before anything is opened where a misspelt setting did not mean it.
        SettingsCheck.Check(builder.Configuration);
        builder.AddOptions<HubOptions>(HubOptions.Section);
        builder.Services.AddHubStorage(builder.Configuration);
        builder.Services.AddHubDelivery(builder.Configuration);
        builder.AddLogs();
        builder.AddTelemetry();
        builder.AddWire();
        builder.AddErrors();
        builder.AddDeadlines();
        builder.AddHealth();
        builder.AddAccess();
        builder.AddRateLimits();
        builder.AddKeyRing();
        builder.AddIdempotency();
        builder.AddOrganizations();
        builder.AddBootstrap();
        builder.AddAudit();
        builder.AddResources();
        builder.AddTickets();
        builder.AddWorkflows();
        builder.AddCustomFields();
        builder.AddSla();
        builder.AddAlerts();
        builder.AddSurveys();
        builder.AddReports();
        builder.AddOnCall();
        builder.AddAssignment();
        builder.AddAttachments();
        builder.AddAssets();
        builder.AddPeople();
        builder.AddContacts();
        builder.AddScim();
        builder.AddSaml();
        builder.AddWebhooks();
        builder.AddTemplates();
        builder.AddTriggers();
        builder.AddOpenApiDocuments();
        builder.AddContracts();
        builder.AddDocs();
        builder.AddPortal();
        builder.AddHostCheck();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseHeadAsGet();
        app.UseErrors();
        app.UseHostCheck();
        app.UseScim();
        app.UseContractPaths();
        app.UseRouting();
        app.UseScimNowhere();
        app.UseDeadlines();
        app.UseAccess();
        app.UseStorageQuota();
        app.UseAudit();
        app.UseDocs();
        app.UseQueryCheck();
        app.UseTicketAddresses();
        app.MapHealth();
        app.MapOpenApiDocuments();
        app.MapContracts();
        app.MapHome();
        app.MapDocs();
        app.MapSurveyPage();
        app.MapPortal();
        var api = app.MapGroup("/api/v1").LinksPages();
        api.MapTokens();
        api.MapDepartments();
        api.MapClassifications();
        api.MapQueues();
        api.MapTickets();
        api.MapWorkflow();
        api.MapCustomFields();
        api.MapAttachments();
        api.MapSla();
        api.MapAlerts();
        api.MapUsers();
        api.MapRoles();
        api.MapContacts();
        api.MapScimTokens();
        api.MapSamlSettings();
        api.MapProblems();
        api.MapAssets();
        api.MapChanges();
        api.MapIncidents();
        api.MapOnCall();
        api.MapAssignmentRules();
        api.MapKnowledgeBase();
        api.MapSurveys();
        api.MapReports();
        api.MapAuditLog();
        api.MapSearch();
        app.MapScim();
        app.MapTables();
        api.MapWebhooks();
        api.MapWebhookEvents();
        api.MapTemplates();
        api.MapTriggers();
        app.MapMokapen();
        app.MapTicketing();
        app.MapInbenta();
        api.MapSetAside();
        api.MapStatus();
        api.MapOwnOrganization();
        api.MapExport();
        api.MapOrganizations();
        return app;
    }

    /// <summary>What must hold before the first request: a configuration that makes sense, no open door, a store, a token.</summary>
    public static async Task Prepare(WebApplication app, CancellationToken cancellation = default)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        app.MakeRoutes();
        ClosedByDefault.Check(app);
        await app.Services.GetRequiredService<HashKey>().Open(cancellation);
        await app.Services.GetRequiredService<FirstStart>().Run(cancellation);
        await app.Services.GetRequiredService<SecretsCheck>().Run(cancellation);
    }

    /// <summary>Serves until it is told to stop.</summary>
    public static async Task Run(WebApplication app)
    {
        await Start(app);
        await app.WaitForShutdownAsync();
    }

    /// <summary>Begins to serve. A start that fails ends what had begun, as a stop would.</summary>
    public static async Task Start(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure)
        {
            await app.StopAsync();
            if (StartRefusal.OfListening(failure, app.Configuration) is { } refused)
                throw refused;
            throw;
        }
    }

    public static void AddOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class, IValidateOptions<TOptions>, new()
    {
        builder.Services.AddSingleton<IValidateOptions<TOptions>, TOptions>();
        builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    private static bool SaysWhereToListen(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration["urls"] + configuration["http_ports"] + configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
