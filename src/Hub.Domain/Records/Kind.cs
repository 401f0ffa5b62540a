using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;
using Hub.Domain.Workflows;

namespace Hub.Domain.Records;

/// <summary>
/// A sort of record that the hub keeps: how it is stored, what happens to it, and an example of it. Declared once; storing,
/// copying, the catalogue of events and its samples read it from <see cref="Kinds.All"/>.
/// </summary>
public abstract class Kind(DocumentType document)
{
    public string Name => Document.Name;

    public DocumentType Document { get; } = document;

    /// <summary>What is stored beside its records and is no kind of its own.</summary>
    public IReadOnlyList<DocumentType> Beside { get; init; } = [];

    /// <summary>Where an organization's records of the kind are kept, if all in one place; routes are called the same.</summary>
    public string Partition { get; init; } = "";

    /// <summary>What happens to its records, as far as somebody may subscribe to it.</summary>
    public abstract IReadOnlyList<Fact> Facts { get; }

    /// <summary>What a token must carry to be told of its records.</summary>
    public string ReadScope { get; init; } = Scope.AdminRead;

    /// <summary>What the sample belongs to.</summary>
    public Subject? SampleParent { get; init; }

    /// <summary>How a record shows itself to receivers that take it as the hub has it.</summary>
    public abstract Shape<Subject> Shown { get; }

    /// <summary>An event of one of its facts, always the same one.</summary>
    public abstract HubEvent SampleOf(Fact fact);

    /// <summary>When the fact happens, in a sentence.</summary>
    public abstract string DescriptionOf(Fact fact);

    /// <summary>What a token must carry to be told of the fact.</summary>
    public abstract string ScopeOf(Fact fact);

    internal abstract object Read(ref Utf8JsonReader reader);

    internal abstract void Write(Utf8JsonWriter writer, object value);
}

/// <summary>A kind whose records are <typeparamref name="T"/>.</summary>
public sealed class Kind<T>(DocumentType<T> document) : Kind(document)
    where T : class
{
    /// <summary>The facts, each with how the sample comes to show it.</summary>
    public IReadOnlyList<KindFact<T>> Happens { get; init; } = [];

    public override IReadOnlyList<Fact> Facts => [.. Happens.Select(one => one.Fact)];

    /// <summary>The facts of a kind that is only ever created, changed and deleted; none when nobody is told.</summary>
    public FactSet? Lifecycle
    {
        get;
        init
        {
            field = value;
            if (value is not null)
                Happens = [new(value.Created), new(value.Updated, Before: Earlier), new(value.Deleted)];
        }
    }

    /// <summary>The sample as it was before its last change; as it is where that shows nothing.</summary>
    public T? SampleBefore { get; init; }

    public new DocumentType<T> Document { get; } = document;

    /// <summary>A record as one might look; every field of it has a value.</summary>
    public T? Sample { get; init; }

    /// <summary>
    /// Its fields by their stored names, described; from here follow body, schema and sample wherever a receiver takes
    /// records as the hub has them. A kind that something happens to has one.
    /// </summary>
    public Shape<T>? Shape { get; init; }

    public override Shape<Subject> Shown =>
        new Shape<Subject>().Spread(
            Shape ?? throw new InvalidOperationException($"The kind '{Name}' has facts and no shape."),
            subject => (T)subject.Value
        );

    /// <summary>Which fields differ between two states of a record, by their wire names.</summary>
    public Func<T, T, IReadOnlyList<FieldChange>> Differences { get; init; } =
        (before, after) => JsonDifferences.Between(before, after, document.Json);

    public Subject Of(T value) => new(this, value);

    /// <summary>The fact of a record that is kept in the kind's partition.</summary>
    public HubEvent Tell(Fact fact, T value, OrganizationId organization, Actor actor, DateTimeOffset now) =>
        HubEvent.Of(fact, organization, Partition, actor, now) with
        {
            Subject = Of(value),
        };

    public override HubEvent SampleOf(Fact fact)
    {
        var sample = Sample ?? throw new InvalidOperationException($"The kind '{Name}' has no sample.");
        var happened = Happening(fact);
        var after = happened.After?.Invoke(sample) ?? sample;
        return Samples.Event(fact) with
        {
            Move = happened.Move,
            Subject = Of(after),
            Parent = happened.IsAlone ? null : SampleParent,
            Changes = happened.Before is { } before ? Differences(before(sample), after) : null,
        };
    }

    public override string DescriptionOf(Fact fact) =>
        Happening(fact).Description ?? $"{A(fact.Kind)} was {Words(fact.Action)}.";

    public override string ScopeOf(Fact fact) => Happening(fact).Scope ?? ReadScope;

    private T Earlier(T sample) => SampleBefore ?? sample;

    private KindFact<T> Happening(Fact fact) => Happens.First(one => one.Fact == fact);

    private static string A(string noun) => $"{("aeiou".Contains(noun[0]) ? "An" : "A")} {Words(noun)}";

    private static string Words(string name) => name.Replace('_', ' ');

    internal override object Read(ref Utf8JsonReader reader) =>
        JsonSerializer.Deserialize(ref reader, Document.Json)
        ?? throw new JsonException($"A stored event's {Name} is null.");

    internal override void Write(Utf8JsonWriter writer, object value) =>
        JsonSerializer.Serialize(writer, (T)value, Document.Json);
}

/// <summary>A fact that happens to records of a kind.</summary>
/// <param name="After">What it makes of the kind's sample; nothing that shows when absent.</param>
/// <param name="Before">The sample before it, where the event tells of changes.</param>
public sealed record KindFact<T>(Fact Fact, Func<T, T>? After = null, Func<T, T>? Before = null)
    where T : class
{
    /// <summary>How a status changed, where the event tells that.</summary>
    public StatusMove? Move { get; init; }

    /// <summary>It happens to a record that belongs to nothing yet.</summary>
    public bool IsAlone { get; init; }

    /// <summary>When it happens, in a sentence; absent where kind and action say it: "A booking was created."</summary>
    public string? Description { get; init; }

    /// <summary>What a token must carry to be told of it, where that is not what the kind's records take.</summary>
    public string? Scope { get; init; }
}
