using Hub.Domain.Queries;

namespace Hub.People;

/// <summary>One thing to do with a role's members, in the order in which it was asked. Members are agents and roles.</summary>
internal abstract record MemberChange
{
    private MemberChange() { }

    public sealed record Add(IReadOnlyList<string> Ids) : MemberChange;

    public sealed record Remove(IReadOnlyList<string> Ids) : MemberChange;

    /// <summary>Removes the members that fit.</summary>
    /// <param name="Agents">Over the fields of an agent.</param>
    /// <param name="Roles">Over the fields of a role.</param>
    public sealed record RemoveWhere(Filter Agents, Filter Roles) : MemberChange;

    public sealed record Replace(IReadOnlyList<string> Ids) : MemberChange;
}

/// <summary>What a list of member changes comes to in the end.</summary>
internal sealed class WantedMembers
{
    private readonly HashSet<string> joining = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> leaving = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whoever is not named leaves.</summary>
    public bool IsReplacement { get; private set; }

    public IReadOnlyCollection<string> Named =>
        [
            .. joining
                .Concat(leaving)
                .Select(id => id.ToLowerInvariant())
                .Where(id => Guid.TryParseExact(id, "D", out _)),
        ];

    public bool Joins(string id) => joining.Contains(id);

    public bool Leaves(string id) => leaving.Contains(id) || (IsReplacement && !joining.Contains(id));

    public void Take(MemberChange change)
    {
        switch (change)
        {
            case MemberChange.Add add:
                joining.UnionWith(add.Ids);
                leaving.ExceptWith(add.Ids);
                break;
            case MemberChange.Remove remove:
                leaving.UnionWith(remove.Ids);
                joining.ExceptWith(remove.Ids);
                break;
            case MemberChange.Replace replace:
                IsReplacement = true;
                joining.Clear();
                leaving.Clear();
                joining.UnionWith(replace.Ids);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }
    }
}
