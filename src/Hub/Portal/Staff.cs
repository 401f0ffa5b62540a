using System.Globalization;
using Hub.Access;
using Hub.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.People;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Portal;

/// <summary>Something that can be chosen.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Hint">What else is to be known of it.</param>
/// <param name="IsAllowed">False where the token may not.</param>
internal sealed record Option(string Value, string Title, string? Hint = null, bool IsAllowed = true);

/// <summary>The organization's departments and agents by their names, to be chosen; the first hundred of each.</summary>
internal static class Staff
{
    private const int Most = 100;

    public static async Task<IReadOnlyList<Option>> DepartmentsFor(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var query = new Query { Sort = [new Sort("name")], Limit = Most };
        var found = await DepartmentsApi.Records.List(store, caller.Organization.Id, query, cancellation);
        return [.. found.Items.Select(static one => Of(one.Value.Id, one.Value.Name))];
    }

    /// <summary>Those who are active; nobody where the caller may not read who there is.</summary>
    public static async Task<IReadOnlyList<Option>> AgentsFor(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (!caller.Allows(Scope.UsersRead))
            return [];
        var query = new Query
        {
            Filter = Filter.Equal("active", FieldValue.Flag(true)),
            Sort = [new Sort("shown_name")],
            Limit = Most,
        };
        var found = await PeopleRepositories.Agents.List(store, caller.Organization.Id, query, cancellation);
        return [.. found.Items.Select(static one => Of(one.Value.Id, one.Value.Name))];
    }

    private static Option Of(long id, string name) => new(id.ToString(CultureInfo.InvariantCulture), name);
}
