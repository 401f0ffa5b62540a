using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Text;

namespace Hub.Domain.Documents;

/// <summary>A declared field of a document type: what queries may filter and sort on.</summary>
/// <param name="Unique">At most one document of the type in a partition has the value.</param>
/// <param name="Common">So many have each of its few values that nothing is found faster by it.</param>
public sealed record Field(string Name, FieldKind Kind, bool Unique = false, bool Common = false);

/// <summary>A declared list inside a document; each element has the fields declared for it.</summary>
/// <param name="Unique">
/// At most one document of the type in a partition has an element; only of lists of plain text, whose one field that is.
/// </param>
public sealed record ArrayField(string Name, IReadOnlyList<Field> Elements, bool Unique = false);

/// <summary>The values a document has for its type's declared fields, and for each of its lists the elements.</summary>
public sealed record DocumentFields(IReadOnlyList<FieldValue> Values, IReadOnlyList<IReadOnlyList<FieldValue[]>> Arrays)
{
    /// <summary>The words that search finds the document by, as <see cref="SearchWords"/> has them.</summary>
    public IReadOnlyCollection<string> Words { get; init; } = [];
}

/// <summary>
/// What a store knows of a kind of document: its name, the fields and lists that queries may use, and the indexes that
/// make them fast. Declared once beside the aggregate; each engine turns it into its own schema.
/// </summary>
public abstract class DocumentType(string name)
{
    private readonly List<Field> fields = [];
    private readonly List<ArrayField> arrays = [];
    private readonly List<FieldIndex> indexes = [];
    private bool folds;

    public string Name { get; } = name;

    public IReadOnlyList<Field> Fields => fields;

    public IReadOnlyList<ArrayField> Arrays => arrays;

    public IReadOnlyList<FieldIndex> Indexes => indexes;

    /// <summary>Whether anything of it is stored folded, and so depends on how texts are folded.</summary>
    public bool HasFolds =>
        folds || fields.Concat(arrays.SelectMany(array => array.Elements)).Any(one => one.Kind == FieldKind.FoldedText);

    /// <summary>Whether its documents are found by the words in them.</summary>
    public abstract bool IsSearched { get; }

    public Field Field(string name) =>
        fields.Find(field => field.Name == name)
        ?? throw new ArgumentException($"The document type '{Name}' declares no field '{name}'.", nameof(name));

    public ArrayField ArrayField(string name) =>
        arrays.Find(array => array.Name == name)
        ?? throw new ArgumentException($"The document type '{Name}' declares no list '{name}'.", nameof(name));

    public int IndexOf(string field) => fields.FindIndex(candidate => candidate.Name == field);

    /// <summary>Reads the declared fields and lists out of a stored body, for a store that must index it anew.</summary>
    public abstract DocumentFields Extract(ReadOnlySpan<byte> body);

    protected void DependOnFolds() => folds = true;

    protected void Add(Field field) => fields.Add(field);

    protected void Add(ArrayField array) => arrays.Add(array);

    protected void Add(FieldIndex index) => indexes.Add(index);
}

/// <summary>What makes queries fast that filter or sort by these fields, always inside one organization.</summary>
public sealed record FieldIndex(IReadOnlyList<string> Fields)
{
    /// <summary>Whether documents without the first field may be left out: no list is sorted by it.</summary>
    public bool IsSparse { get; init; }
}

/// <summary>A document type whose bodies are <typeparamref name="T"/>.</summary>
/// <param name="json">How a body is written. Asked for with the first body: a start reads and writes few of the types there are.</param>
public sealed class DocumentType<T>(string name, Func<JsonTypeInfo<T>> json) : DocumentType(name)
    where T : class
{
    private readonly Lazy<JsonTypeInfo<T>> typeInfo = new(json);
    private readonly List<Func<T, FieldValue>> readers = [];
    private readonly List<Func<T, IEnumerable<FieldValue[]>>> arrayReaders = [];

    public JsonTypeInfo<T> Json => typeInfo.Value;

    /// <summary>The texts that search looks at, each by its name on the wire, in the order of what they weigh.</summary>
    public IReadOnlyList<(string Name, Func<T, string?> Read)> SearchedTexts { get; private set; } = [];

    public override bool IsSearched => SearchedTexts.Count > 0;

    public DocumentType<T> Text(string name, Func<T, string?> read, bool unique = false) =>
        With(new Field(name, FieldKind.Text, unique), value => FieldValue.Text(read(value)));

    public DocumentType<T> Folded(string name, Func<T, string?> read, bool unique = false) =>
        With(new Field(name, FieldKind.FoldedText, unique), value => FieldValue.Folded(read(value)));

    public DocumentType<T> Integer(string name, Func<T, long?> read) =>
        With(new Field(name, FieldKind.Integer), value => FieldValue.Integer(read(value)));

    public DocumentType<T> Number(string name, Func<T, double?> read) =>
        With(new Field(name, FieldKind.Number), value => FieldValue.Number(read(value)));

    public DocumentType<T> Flag(string name, Func<T, bool?> read) =>
        With(new Field(name, FieldKind.Flag), value => FieldValue.Flag(read(value)));

    public DocumentType<T> Instant(string name, Func<T, DateTimeOffset?> read) =>
        With(new Field(name, FieldKind.Instant), value => FieldValue.Instant(read(value)));

    /// <summary>A list; <paramref name="read"/> yields one array of values per element, in the order of its fields.</summary>
    public DocumentType<T> Array(string name, IReadOnlyList<Field> elements, Func<T, IEnumerable<FieldValue[]>> read) =>
        With(new ArrayField(name, elements), read);

    /// <summary>A list of plain text; its one element field is called <c>value</c>.</summary>
    public DocumentType<T> Array(string name, Func<T, IEnumerable<string>> read, bool unique = false) =>
        With(new ArrayField(name, [new Field("value", FieldKind.Text)], unique), value =>
            read(value).Select(element => new[] { FieldValue.Text(element) })
        );

    /// <summary>The same of text whose case does not matter.</summary>
    public DocumentType<T> FoldedArray(string name, Func<T, IEnumerable<string>> read) =>
        Array(name, [new Field("value", FieldKind.FoldedText)], value =>
            read(value).Select(element => new[] { FieldValue.Folded(element) })
        );

    /// <summary>The same of whole numbers.</summary>
    public DocumentType<T> IntegerArray(string name, Func<T, IEnumerable<long>> read) =>
        Array(name, [new Field("value", FieldKind.Integer)], value =>
            read(value).Select(element => new[] { FieldValue.Integer(element) })
        );

    /// <summary>A plain field is made of folded texts.</summary>
    public DocumentType<T> MadeOfFolds()
    {
        DependOnFolds();
        return this;
    }

    /// <summary>Has documents found by the words of these texts.</summary>
    public DocumentType<T> Searched(params IReadOnlyList<(string Name, Func<T, string?> Read)> texts)
    {
        SearchedTexts = texts;
        return this;
    }

    public IReadOnlyCollection<string> ReadWords(T value) =>
        IsSearched ? SearchWords.Of(SearchedTexts.Select(text => text.Read(value))) : [];

    public DocumentType<T> Index(params IReadOnlyList<string> names) => Index(new FieldIndex(names));

    /// <summary>One whose first field most documents do not have; those are found by it that do.</summary>
    public DocumentType<T> SparseIndex(params IReadOnlyList<string> names) =>
        Index(new FieldIndex(names) { IsSparse = true });

    private DocumentType<T> Index(FieldIndex index)
    {
        foreach (var name in index.Fields)
            Field(name);
        Add(index);
        return this;
    }

    public FieldValue Read(T value, int field) => readers[field](value);

    public FieldValue Read(T value, string field) => readers[IndexOf(field)](value);

    public IEnumerable<FieldValue[]> ReadArray(T value, int array) => arrayReaders[array](value);

    public DocumentFields ReadAll(T value)
    {
        var (values, arrays) = (new FieldValue[readers.Count], new IReadOnlyList<FieldValue[]>[arrayReaders.Count]);
        for (var field = 0; field < values.Length; field++)
            values[field] = readers[field](value);
        for (var array = 0; array < arrays.Length; array++)
            arrays[array] = [.. arrayReaders[array](value)];
        return new(values, arrays) { Words = ReadWords(value) };
    }

    public override DocumentFields Extract(ReadOnlySpan<byte> body) =>
        ReadAll(
            JsonSerializer.Deserialize(body, Json)
                ?? throw new JsonException($"A stored document of type '{Name}' is null.")
        );

    private DocumentType<T> With(ArrayField array, Func<T, IEnumerable<FieldValue[]>> read)
    {
        Add(array);
        arrayReaders.Add(read);
        return this;
    }

    private DocumentType<T> With(Field field, Func<T, FieldValue> read)
    {
        Add(field);
        readers.Add(read);
        return this;
    }
}
