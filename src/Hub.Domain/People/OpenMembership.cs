namespace Hub.Domain.People;

/// <summary>
/// A change of a role's members that has been decided and is being carried out, in several commits because one does not
/// take it. Written with the first of them and removed with the last, so that whoever comes after a crash can finish it.
/// </summary>
/// <param name="Joining">Keys of agents and roles that are to be members.</param>
/// <param name="Leaving">Keys of those that are not to be any more.</param>
public sealed record OpenMembership(IReadOnlyList<string> Joining, IReadOnlyList<string> Leaving);
