using System.Reflection;
using Hub.Access;
using Hub.Delivery.Telemetry;
using Hub.Errors;
using Hub.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Operator;

/// <summary>What whoever runs the hub does and looks at: organizations, and how the hub is.</summary>
internal static class OperatorPages
{
    public const string Path = $"{PortalSetup.Root}/operator";
    public const string SignInPath = $"{Path}/sign-in";

    public static void MapOperator(this RouteGroupBuilder app)
    {
        var pages = app.MapGroup("/operator").OfResource(OrganizationBook.Missing);
        var open = pages.MapGroup("").OpenToAll("A session of the operator's begins here; wrong tokens are counted.");
        open.MapGet("/sign-in", ShowSignIn);
        open.MapGroup("").TakesForms().MapPost("/sign-in", SignIn);
        var own = pages.MapGroup("").Require(RequiredOperatorPage.Instance);
        own.MapGet("", ShowOrganizations).LimitAs(Limit.Read);
        own.MapGet("/health", ShowHealth).LimitAs(Limit.Read);
        var forms = own.MapGroup("").LimitAs(Limit.Write).TakesForms();
        // At the list's own address: its pages are reached from what is shown then, too.
        forms.MapPost("", Create);
        forms.MapPost("/organizations/{id}/suspend", Suspend);
        forms.MapPost("/organizations/{id}/resume", Resume);
        forms.MapPost("/sign-out", SignOut);
        own.MapOperatorTokens();
    }

    internal static PortalPage ShowSignIn(OperatorSession session) =>
        PortalPage.Of<OperatorSignInPage>(new OperatorSignInView(session.IsPossible));

    internal static Results<RedirectHttpResult, PortalPage, Refused> SignIn(
        PortalForm form,
        OperatorSession session,
        AuthenticationThrottle throttle,
        HttpContext http
    )
    {
        if (session.Begin(http, form["token"]))
            return TypedResults.Redirect(Path);
        throttle.Count(http);
        return AuthenticationThrottle.RefusalOf(http) is { } throttled
            ? throttled
            : PortalPage.Of<OperatorSignInPage>(
                new OperatorSignInView(session.IsPossible, Texts.Of("operator.wrong")),
                StatusCodes.Status422UnprocessableEntity
            );
    }

    internal static RedirectHttpResult SignOut(OperatorSession session, HttpContext http)
    {
        session.End(http);
        return TypedResults.Redirect(SignInPath);
    }

    internal static Task<Results<PortalPage, Refused>> ShowOrganizations(
        Query<ListOrganizations> list,
        OrganizationBook book,
        IStore store,
        CancellationToken cancellation
    ) => Page(list, book, store, null, null, cancellation);

    internal static async Task<Results<PortalPage, Refused>> Create(
        PortalForm form,
        OrganizationBook book,
        IStore store,
        PublicAddress address,
        TimeProvider clock,
        HttpContext http
    )
    {
        var draft = new CreateOrganization { Name = form["name"], Prefix = form["prefix"] };
        var body = FormBody.Of(draft, clock.GetUtcNow());
        var answer = await OrganizationsApi.CreateOrganization(body, book, store, address, http);
        var list = new Query<ListOrganizations>(new ListOrganizations(), new FieldErrors());
        return answer.Result is Created<CreatedOrganizationResponse> { Value: { } created }
            ? await Page(list, book, store, created, null, http.RequestAborted)
            : await Page(list, book, store, null, new(draft, ((Refused)answer.Result).Value), http.RequestAborted);
    }

    internal static async Task<Results<RedirectHttpResult, Refused>> Suspend(
        Guid id,
        OrganizationBook book,
        HttpContext http
    ) => Then(await OrganizationsApi.SuspendOrganization(id, book, http));

    internal static async Task<Results<RedirectHttpResult, Refused>> Resume(
        Guid id,
        OrganizationBook book,
        HttpContext http
    ) => Then(await OrganizationsApi.ResumeOrganization(id, book, http));

    internal static async Task<PortalPage> ShowHealth(
        IQueue queue,
        IConfiguration configuration,
        Microsoft.Extensions.Options.IOptions<HubOptions> options,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var depth = await queue.Depth(cancellation);
        return PortalPage.Of<HealthPage>(
            new HealthView(
                depth,
                depth.OldestDue is { } due && clock.GetUtcNow() is var now && now > due ? now - due : TimeSpan.Zero,
                HubMetrics.LastLag,
                HubMetrics.Counted,
                configuration["Storage:Provider"] is "Cosmos" ? null : SizeOf(options.Value.DataPath),
                typeof(OperatorPages)
                    .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
                    .InformationalVersion
            )
        );
    }

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Sum(static file => file.Exists ? file.Length : 0);

    private static async Task<Results<PortalPage, Refused>> Page(
        Query<ListOrganizations> list,
        OrganizationBook book,
        IStore store,
        CreatedOrganizationResponse? created,
        OrganizationDraft? draft,
        CancellationToken cancellation
    )
    {
        var answer = await OrganizationsApi.ListOrganizations(list, book, cancellation);
        if (answer.Result is not Ok<Many<OrganizationResponse>> { Value: { } page })
            return (Refused)answer.Result;
        var sizes = new Dictionary<Guid, long>();
        foreach (var one in page.Data)
            sizes[one.Id] = await store.BytesOf(new(one.Id), cancellation);
        return PortalPage.Of<OrganizationsPage>(
            new OrganizationsView(list.Value, page, sizes, created, draft),
            draft?.Problem
        );
    }

    private static Results<RedirectHttpResult, Refused> Then(Results<Ok<One<OrganizationResponse>>, Refused> answer) =>
        answer.Result is Refused refused ? refused : TypedResults.Redirect(Path);
}

/// <summary>What the operator's sign-in shows.</summary>
/// <param name="IsPossible">Whether the hub has an operator's token.</param>
internal sealed record OperatorSignInView(bool IsPossible, string? Problem = null);

/// <summary>An organization that was not opened, and why.</summary>
internal sealed record OrganizationDraft(CreateOrganization Draft, Problem Problem);

/// <summary>A page of organizations.</summary>
/// <param name="Sizes">By id, the bytes that they have stored.</param>
/// <param name="Created">The one that was opened just now, with its token, which is shown this once.</param>
internal sealed record OrganizationsView(
    ListOrganizations Asked,
    Many<OrganizationResponse> Page,
    IReadOnlyDictionary<Guid, long> Sizes,
    CreatedOrganizationResponse? Created,
    OrganizationDraft? Refused
);

/// <summary>How the hub is.</summary>
/// <param name="Age">How long the oldest message that is due has waited.</param>
/// <param name="Lag">Seconds of the event that was relayed last.</param>
/// <param name="Bytes">Of the data folder; absent where the store is elsewhere.</param>
internal sealed record HealthView(
    QueueDepth Depth,
    TimeSpan Age,
    double? Lag,
    IReadOnlyList<(string Outcome, long Count)> Attempts,
    long? Bytes,
    string Version
);
