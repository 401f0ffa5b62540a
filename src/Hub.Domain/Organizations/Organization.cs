using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Json;

namespace Hub.Domain.Organizations;

/// <summary>An organization: one tenant of the hub.</summary>
/// <param name="Id">Shown to receivers as <c>organization_id</c>.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Prefix">Starts every ticket code, as in <c>ACME-42</c>: 2 to 10 capitals or digits.</param>
/// <param name="CreatedAt">When it was opened.</param>
public sealed record Organization(OrganizationId Id, string Name, string Prefix, DateTimeOffset CreatedAt)
{
    public const string Partition = "organizations";
    public const string Counter = "organization";

    /// <summary>What the organization that a hub begins with is numbered, unless configuration says otherwise.</summary>
    public const long FirstNumber = 1;

    public const int LongestName = 100;
    public const int ShortestPrefix = 2;
    public const int LongestPrefix = 10;

    /// <summary>Organizations are the hub's own records.</summary>
    public static readonly DocumentType<Organization> Document = new DocumentType<Organization>(
        "organization",
        static () => DomainJson.Default.Organization
    )
        .Text("prefix", organization => organization.Prefix, unique: true)
        .Folded("name", organization => organization.Name)
        .Flag("suspended", organization => organization.IsSuspended)
        .Integer("number", organization => organization.Number)
        .Integer("reserved", organization => organization.Reserved);

    /// <summary>Since when nobody of it is let in and nothing is delivered; absent while it is served.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>What contracts with whole numbers call it, its own; absent for the first of a hub from before there were numbers.</summary>
    public long? Number { get; init; }

    /// <summary>What an operator's request reserved for it; absent for the one that a hub began with.</summary>
    public long? Reserved { get; init; }

    [JsonIgnore]
    public long KnownNumber => Number ?? FirstNumber;

    [JsonIgnore]
    public bool IsSuspended => SuspendedAt is not null;

    /// <summary>Shuts it out until it is resumed. Nothing of it is changed or lost.</summary>
    public Organization Suspend(DateTimeOffset now) => IsSuspended ? this : this with { SuspendedAt = now };

    public Organization Resume() => this with { SuspendedAt = null };

    public static bool IsPrefix(string text) =>
        text.Length is >= ShortestPrefix and <= LongestPrefix
        && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    /// <summary>A prefix that the name suggests: its first letters and digits. Nothing when it has too few.</summary>
    public static string? PrefixOf(string name)
    {
        var letters = name.Where(char.IsAsciiLetterOrDigit).Take(LongestPrefix).Select(char.ToUpperInvariant);
        var prefix = string.Concat(letters);
        return IsPrefix(prefix) ? prefix : null;
    }
}
