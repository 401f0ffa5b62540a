using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.People;

/// <summary>
/// How deep roles are put into each other: each level is a question to the store, whenever somebody asks who has a role.
/// </summary>
internal sealed class RoleNesting(IStore store)
{
    /// <summary>So many roles, each in the next.</summary>
    public const int Deepest = 32;

    private const int AtOnce = 500;

    /// <summary>A refusal when roles that are about to be put into another one would be nested too deeply.</summary>
    /// <param name="joining">The ids of what joins; agents among them do not matter.</param>
    public async Task<Refusal?> Check(
        OrganizationId organization,
        Guid role,
        IReadOnlyCollection<string> joining,
        CancellationToken cancellation
    )
    {
        var seen = new HashSet<string>();
        var above = await Levels([Agent.KeyOf(role)], Parents);
        var below = await Levels(joining, Inside);
        return above + below > Deepest
            ? Refusal.Invalid(
                "nesting_too_deep",
                $"Groups may be inside each other {Deepest} deep; this would be deeper.",
                "members"
            )
            : null;

        // What was met already adds no level: roles that go in circles do no harm.
        async Task<int> Levels(
            IEnumerable<string> first,
            Func<IReadOnlyCollection<string>, Task<IEnumerable<string>>> next
        )
        {
            var levels = 0;
            for (var level = first.Where(seen.Add).ToList(); level.Count > 0 && levels <= Deepest; levels++)
                level = [.. (await next(level)).Where(seen.Add)];
            return levels;
        }

        async Task<IEnumerable<string>> Parents(IReadOnlyCollection<string> level) =>
            (await store.ByKeys(PeopleDocuments.Role, organization, level, cancellation)).SelectMany(static one =>
                one.Value.ParentIds.Select(Agent.KeyOf)
            );

        async Task<IEnumerable<string>> Inside(IReadOnlyCollection<string> level)
        {
            var inside = new List<string>();
            foreach (var some in level.Chunk(AtOnce))
            {
                var query = new Query
                {
                    Partition = PeopleDocuments.Partition,
                    Filter = new Filter.Any("groups", new Filter.In("value", [.. some.Select(FieldValue.Text)])),
                };
                await foreach (var one in store.All(PeopleDocuments.Role, organization, query, cancellation))
                    inside.Add(one.Id);
            }
            return inside;
        }
    }
}
