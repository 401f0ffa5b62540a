using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Templates;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Receivers.Forms;

/// <summary>What there is to choose from in a webhook's form, with the names that the organization has for it.</summary>
internal sealed record WebhookChoices(
    IReadOnlyList<(string Group, IReadOnlyList<Option> Events)> Events,
    IReadOnlyList<Option> Departments,
    IReadOnlyList<Option> Assignees,
    IReadOnlyList<string> Tags,
    IReadOnlyList<Option> Templates
)
{
    private const int MostTickets = 100;
    private const int MostTags = 40;

    public static IReadOnlyList<Option> Languages { get; } =
    [
        .. Delivery.Templates.Languages.All.Select(static code => new Option(
            code,
            Delivery.Templates.Languages.NameOf(code)
        )),
    ];

    public static IReadOnlyList<string> TimeZones { get; } =
    [.. TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id).Order(StringComparer.Ordinal)];

    public static async Task<WebhookChoices> For(WebhookForm form, WebhookWork work)
    {
        var (caller, store, cancellation) = (work.Caller, work.Store, work.Cancellation);
        return new WebhookChoices(
            EventsOf(work.Rules.Find(form.Dialect)!, form.Events, caller),
            (await NamedRecords.Departments.For(caller, store, cancellation)).Options,
            (await NamedRecords.Agents.For(caller, store, cancellation)).Options,
            await TagsOf(work.Organization, form.Tags, store, cancellation),
            form.Target is null ? [] : await TemplatesOf(form.Target, caller, store, cancellation)
        );
    }

    /// <summary>By what they are about. What is chosen and in no catalogue stands there too.</summary>
    private static IReadOnlyList<(string, IReadOnlyList<Option>)> EventsOf(
        Dialect dialect,
        IReadOnlyList<string> chosen,
        Caller caller
    ) =>
        [
            .. dialect
                .Events.Select(one => new Option(one.Name, one.Name, one.Description, caller.Allows(one.Scope)))
                .Concat(
                    chosen
                        .Where(name => name != "*" && dialect.Find(name) is null)
                        .Select(static name => new Option(name, name))
                )
                .GroupBy(static one => one.Value.Split('.')[0])
                .OrderBy(static group => group.Key != "ticket")
                .Select(static group => (group.Key, (IReadOnlyList<Option>)[.. group])),
        ];

    /// <summary>Those of the newest tickets, and what is chosen.</summary>
    private static async Task<IReadOnlyList<string>> TagsOf(
        OrganizationId organization,
        IReadOnlyList<string> chosen,
        IStore store,
        CancellationToken cancellation
    )
    {
        var query = new Query { Sort = [new Sort("id", Descending: true)], Limit = MostTickets };
        var newest = await store.Query(TicketDocuments.Ticket, organization, query, cancellation);
        var used = newest.Items.SelectMany(static one => one.Value.Tags).Distinct().Take(MostTags);
        return [.. chosen.Concat(used).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static async Task<IReadOnlyList<Option>> TemplatesOf(
        string target,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var list = new Query<ListTemplates>(
            new ListTemplates { Target = target, PerPage = Paging.LargestPerPage },
            new FieldErrors()
        );
        var answer = await TemplatesApi.ListTemplates(list, caller, store, cancellation);
        return answer.Result is Ok<Many<TemplateSummaryResponse>> { Value: { } page }
            ? [.. page.Data.Select(static one => new Option(one.Id, one.Name, one.Family))]
            : [];
    }
}
