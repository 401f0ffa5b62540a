using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Access;
using Hub.Contacts;
using Hub.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Records.Tables;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OnCall;
using Hub.People;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Sla;

namespace Hub.Portal;

/// <summary>Something that can be chosen.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Hint">What else is to be known of it.</param>
/// <param name="IsAllowed">False where the token may not.</param>
internal sealed record Option(string Value, string Title, string? Hint = null, bool IsAllowed = true);

/// <summary>What there is to choose from.</summary>
/// <param name="AreAll">Whether there is nothing beside them: what is not among them is found by its name.</param>
internal sealed record NamedList(IReadOnlyList<Option> Options, bool AreAll = true)
{
    /// <summary>Its name; its number where that is not to be read.</summary>
    public string NameOf(string value) => Options.FirstOrDefault(one => one.Value == value)?.Title ?? value;

    /// <summary>What stands in a field where one is chosen by typing: the name, and which of the name.</summary>
    public string Show(string value) =>
        Options.FirstOrDefault(one => one.Value == value) is { } known ? $"{known.Title} (#{value})" : value;
}

/// <summary>A kind of record that people choose by its name: no page asks anybody for a number.</summary>
internal abstract partial class NamedRecords
{
    /// <summary>So many are shown to choose from; a longer list is searched by typing.</summary>
    public const int Most = 100;

    public static readonly NamedRecords Departments = new Of<Domain.Departments.Department>(
        "departments",
        Scope.TicketsRead,
        DepartmentsApi.Records,
        "name",
        static one => (one.Id, one.Name)
    );

    /// <summary>Those who are active: whoever has left is given nothing any more.</summary>
    public static readonly NamedRecords Agents = new Of<Domain.People.Agent>(
        "agents",
        Scope.UsersRead,
        PeopleRepositories.Agents,
        "shown_name",
        static one => (one.Id, one.Name),
        Filter.Equal("active", FieldValue.Flag(true))
    );

    public static readonly NamedRecords Roles = new Of<Domain.People.Role>(
        "roles",
        Scope.UsersRead,
        PeopleRepositories.Roles,
        "display_name",
        static one => (one.Id, one.Name)
    );

    public static readonly NamedRecords Companies = new Of<TableRecord>(
        "companies",
        Scope.UsersRead,
        new RecordRepository<TableRecord>(BusinessRecords.Company.Kind),
        "name",
        static one => (one.Id, one.Values.Text("name") ?? "")
    );

    public static readonly NamedRecords Contacts = new Of<Domain.People.Contact>(
        "contacts",
        Scope.UsersRead,
        ContactsApi.Records,
        "email",
        static one => (one.Id, one.Email)
    );

    public static readonly NamedRecords Calendars = new Of<Domain.Sla.SlaCalendar>(
        "calendars",
        Scope.TicketsRead,
        SlaApi.Calendars,
        "name",
        static one => (one.Id, one.Name)
    );

    public static readonly NamedRecords Rotations = new Of<Domain.OnCall.Rotation>(
        "rotations",
        Scope.TicketsRead,
        OnCallApi.Rotations,
        "name",
        static one => (one.Id, one.Name)
    );

    private NamedRecords(string key, string readScope) => (Key, ReadScope) = (key, readScope);

    /// <summary>What its lists are called in a page.</summary>
    public string Key { get; }

    /// <summary>Who may read who there is.</summary>
    private protected string ReadScope { get; }

    /// <summary>The first of them by name, and those that are chosen; none where the caller may not read who there is.</summary>
    /// <param name="chosen">Their numbers; what is none is passed over.</param>
    public abstract Task<NamedList> For(
        Caller caller,
        IStore store,
        CancellationToken cancellation,
        IEnumerable<string>? chosen = null
    );

    /// <summary>The number of the one that was chosen or typed: a number, a name with its number, or a name that one alone has.</summary>
    /// <param name="field">Where it was typed.</param>
    /// <returns>
    /// Nothing, and an error, where there is none of the name, or more than one, and where the caller may not read who there is.
    /// </returns>
    public async Task<string?> NumberOf(
        string typed,
        string field,
        FieldErrors errors,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (Numbered().Match(typed) is { Success: true } match)
            return match.Groups[1].Value;
        if (caller.Allows(ReadScope) && await Search(typed, caller.Organization.Id, store, cancellation) is [var only])
            return only.Value;
        errors.Add(field, Texts.Of("settings.no_such_name", FieldErrors.Shorten(typed)));
        return null;
    }

    protected abstract Task<IReadOnlyList<Option>> Search(
        string name,
        OrganizationId organization,
        IStore store,
        CancellationToken cancellation
    );

    [GeneratedRegex(@"^(?:.*\(#)?([0-9]{1,18})\)?$", RegexOptions.Singleline)]
    private static partial Regex Numbered();

    /// <param name="name">The field that it is found and sorted by.</param>
    /// <param name="counts">Which of them can be chosen; all when absent.</param>
    private sealed class Of<T>(
        string key,
        string scope,
        IRepository<T> records,
        string name,
        Func<T, (long Id, string Name)> show,
        Filter? counts = null
    ) : NamedRecords(key, scope)
        where T : class
    {
        public override async Task<NamedList> For(
            Caller caller,
            IStore store,
            CancellationToken cancellation,
            IEnumerable<string>? chosen = null
        )
        {
            if (!caller.Allows(ReadScope))
                return new NamedList([]);
            var organization = caller.Organization.Id;
            var query = new Query
            {
                Filter = counts ?? Filter.All,
                Sort = [new Sort(name)],
                Limit = Most + 1,
            };
            var found = await records.List(store, organization, query, cancellation);
            var options = found.Items.Take(Most).Select(one => Option(one.Value)).ToList();
            foreach (
                var number in (chosen ?? [])
                    .Where(number => options.All(one => one.Value != number))
                    .Distinct()
                    .ToList()
            )
                if (
                    long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && await records.Find(store, organization, id, cancellation) is { } one
                )
                    options.Add(Option(one.Value));
            return new NamedList(options, found.Items.Count <= Most);
        }

        protected override async Task<IReadOnlyList<Option>> Search(
            string typed,
            OrganizationId organization,
            IStore store,
            CancellationToken cancellation
        )
        {
            var isCalled = Filter.Equal(name, FieldValue.Folded(typed));
            var query = new Query { Filter = counts is null ? isCalled : Filter.AllOf([counts, isCalled]), Limit = 2 };
            var found = await records.List(store, organization, query, cancellation);
            return [.. found.Items.Select(one => Option(one.Value))];
        }

        private Option Option(T one)
        {
            var (id, title) = show(one);
            return new Option(id.ToString(CultureInfo.InvariantCulture), title);
        }
    }
}
