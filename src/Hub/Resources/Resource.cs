using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Records;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Resources;

/// <summary>
/// What a resource says of itself; <see cref="ResourceRoutes"/> makes its routes, their checks and their description from it.
/// A resource that needs more than this has handlers of its own beside them.
/// </summary>
/// <typeparam name="T">The record that is kept.</typeparam>
/// <typeparam name="TNew">The body that creates one.</typeparam>
/// <typeparam name="TEdit">The body that changes one.</typeparam>
/// <typeparam name="TShown">The record as clients see it.</typeparam>
internal sealed record Resource<T, TNew, TEdit, TShown>(Kind<T> Kind, IRepository<T> Repository)
    where T : class
    where TNew : class
    where TEdit : class
    where TShown : class
{
    /// <summary>What routes are called, and in the plural what people call the records.</summary>
    public required string Plural { get; init; }

    /// <summary>What people call one, where that is not the kind's name.</summary>
    public string? Called { get; init; }

    /// <summary>What its routes stand below.</summary>
    public string Root { get; init; } = "/api/v1";

    /// <summary>What a token must carry to read, and to write.</summary>
    public required (string? Read, string? Write) Scopes { get; init; }

    /// <summary>What the bodies and answers are read and written with.</summary>
    public required JsonSerializerContext Json { get; init; }

    /// <summary>A record from what a checked body says; absent when they are created otherwise.</summary>
    public Func<TNew, Origin, Decision<T>>? New { get; init; }

    /// <summary>What making one is told as, where that is not the kind's lifecycle.</summary>
    public Fact? CreatedAs { get; init; }

    /// <summary>The record with what a checked body says; absent when they do not change so.</summary>
    public Func<T, TEdit, DateTimeOffset, Decision<T>>? Edit { get; init; }

    /// <summary>The body of a new record as far as it holds, beyond what its attributes check; says what does not.</summary>
    public Func<TNew, FieldErrors, TNew>? CheckNew { get; init; }

    /// <summary>The same of a change.</summary>
    public Func<TEdit, FieldErrors, TEdit>? CheckEdit { get; init; }

    /// <summary>The ids that a body names, where no attributes of it say so.</summary>
    public Func<object, IEnumerable<NamedId>> NamesIds { get; init; } = static _ => [];

    /// <summary>Adds to a checked body's errors what only the store can say, beyond what its ids name.</summary>
    public Func<object, FieldErrors, OrganizationId, CancellationToken, ValueTask> CheckStored { get; init; } =
        static (_, _, _, _) => ValueTask.CompletedTask;

    public required Func<T, TShown> Show { get; init; }

    /// <summary>
    /// What is written or removed in the same step as a record, given how that was before and how it is then: nothing where it
    /// was not yet, or is not any more.
    /// </summary>
    public Func<T?, T?, Caller, IReadOnlyList<Change>> Beside { get; init; } = static (_, _, _) => [];

    /// <summary>
    /// What has to hold among the records for one to be written or removed, given the same: why it does not, or what is written in the
    /// same step so that it goes on to hold. Asked anew at each try, before what refers to the record is looked for.
    /// </summary>
    public Func<IStore, OrganizationId, T?, T?, CancellationToken, ValueTask<Decision<Change[]>>> Guard { get; init; } =
        static (_, _, _, _, _) => new(Array.Empty<Change>());

    /// <summary>What the same step has the queue do, and when; given the same.</summary>
    public Func<T?, T?, Caller, DateTimeOffset, IReadOnlyList<QueueMessage>> Timers { get; init; } =
        static (_, _, _, _) => [];

    /// <summary>What fields that must be unique are called on the wire, where that is not what they are stored as.</summary>
    public IReadOnlyDictionary<string, string> FieldNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a change may be sent as a PATCH too, which means the same as a PUT.</summary>
    public bool TakesPatch { get; init; }

    /// <summary>Has deleted records kept; they are gone at once when absent.</summary>
    public Trash<T>? Trash { get; init; }

    /// <summary>Whether whoever is told of the records knows already that this one is gone.</summary>
    public Func<T, bool> IsToldAlready { get; init; } = static _ => false;

    /// <summary>Whether the routes include reading; one that shows more than its records reads by itself.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Whether the routes include deleting.</summary>
    public bool IsDeletable { get; init; } = true;

    public IReadOnlyList<ListFilter> Filters { get; init; } = [];

    /// <summary>Whether lists begin with the highest number.</summary>
    public bool IsNewestFirst { get; init; }

    /// <summary>The fields that lists may be sorted by, beside the number.</summary>
    public IReadOnlyList<string> Sorts { get; init; } = [];

    /// <summary>How many of them there may be; absent where they are what the hub is for.</summary>
    public RecordLimit? Limit { get; init; }

    /// <summary>What refers to the records and so keeps them from being deleted.</summary>
    public IReadOnlyList<InUse> KeptBy { get; init; } = [];

    /// <summary>Where the documents list the routes; under the name in the plural when absent.</summary>
    public string? Tag { get; init; }

    /// <summary>What making one is called, in a sentence and what it comes to, where that is more than creating.</summary>
    public string? CreateAs { get; init; }

    /// <summary>When a record can be changed, in a sentence, where that is not always.</summary>
    public string? EditLimits { get; init; }

    /// <summary>How deleting is called and described, where that is more than deleting.</summary>
    public Operation? DeleteAs { get; init; }

    /// <summary>When its operations are of use, where that is more than follows from what they do.</summary>
    public ResourceUses Uses { get; init; } = new();

    /// <summary>What the records are, in a sentence, as people who make flows may call them.</summary>
    public string? About { get; init; }

    public Visibility InFlows { get; init; } = Visibility.Advanced;

    /// <summary>How its routes are called and described.</summary>
    public ResourceNames Names => field ??= new ResourceNames(Kind.Name, Plural, Called);
}

/// <summary>An id in a body's field, of a record of the kind.</summary>
internal readonly record struct NamedId(string Field, string Kind, long Id);

/// <summary>Under which number a record comes to be, through whom and when.</summary>
internal readonly record struct Origin(long Id, Caller Caller, DateTimeOffset Now);

/// <summary>A plain record as clients see it: its own fields between its number and its times.</summary>
internal abstract record RecordResponse
{
    /// <summary>What other records refer to it by.</summary>
    [JsonPropertyOrder(-1)]
    public long Id { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyOrder(1)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [JsonPropertyOrder(1)]
    public DateTimeOffset UpdatedAt { get; init; }
}
