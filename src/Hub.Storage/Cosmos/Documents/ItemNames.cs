using System.Text.Json;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>The properties of items in the core container, ready to be written.</summary>
internal static class ItemNames
{
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Organization = JsonEncodedText.Encode("organizationId");
    public static readonly JsonEncodedText Partition = JsonEncodedText.Encode("partition");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");

    /// <summary>The document's id as text that sorts; what ties are broken by.</summary>
    public static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");

    /// <summary>The commit that wrote the item: how a commit whose answer was lost recognises its own work.</summary>
    public static readonly JsonEncodedText Commit = JsonEncodedText.Encode("commit");

    /// <summary>The declared fields.</summary>
    public static readonly JsonEncodedText Fields = JsonEncodedText.Encode("f");

    /// <summary>The declared lists.</summary>
    public static readonly JsonEncodedText Arrays = JsonEncodedText.Encode("a");

    /// <summary>Among the lists: the words that search finds the document by. No declared list has such a name.</summary>
    public static readonly JsonEncodedText Words = JsonEncodedText.Encode("$words");
    public static readonly JsonEncodedText Body = JsonEncodedText.Encode("body");

    /// <summary>The place of an outbox item in its commit.</summary>
    public static readonly JsonEncodedText Number = JsonEncodedText.Encode("n");

    /// <summary>An event that the relay is not to hand over.</summary>
    public static readonly JsonEncodedText Relayed = JsonEncodedText.Encode("relayed");
    public static readonly JsonEncodedText TimeToLive = JsonEncodedText.Encode("ttl");

    /// <summary>Types that no document can have: theirs are names.</summary>
    public const string EventType = "$event";
    public const string TimerType = "$timer";
    public const string CommitType = "$commit";
    public const string ReservationType = "$reservation";
    public const string PurgeType = "$purge";
    public const string CounterType = "$counter";
    public const string ClockType = "$clock";

    public static string TombstoneType(string type) => $"-{type}";
}
