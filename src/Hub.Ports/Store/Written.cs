using System.Diagnostics.CodeAnalysis;
using Hub.Domain;
using Hub.Domain.Documents;

namespace Hub.Ports.Store;

/// <summary>How a change ended: what is stored now and its version, or why nothing was changed.</summary>
public readonly struct Written<T>
{
    private readonly Refusal? refused;

    internal Written(Proposal<T> proposal, DocumentVersion version, CommitResult? obstacle)
    {
        (Value, Version, Obstacle, refused) = (proposal.Value, version, obstacle, proposal.Refusal);
    }

    public T? Value { get; }

    /// <summary>The changed document's version; empty when it is gone.</summary>
    public DocumentVersion Version { get; }

    /// <summary>Why the store wrote nothing, for those who have a refusal of their own for it.</summary>
    public CommitResult? Obstacle { get; }

    /// <summary>The answer to a change that was not made, whoever turned it down.</summary>
    public Refusal? Refusal => refused ?? Obstacle?.ToRefusal();

    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsRefused => refused is not null || Obstacle is not null;
}
