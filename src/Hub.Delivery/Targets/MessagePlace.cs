using System.Text.Json;

namespace Hub.Delivery.Targets;

/// <summary>A place in a message: what stands there, and the list of what is wrong with the message as a whole.</summary>
internal sealed class MessagePlace
{
    private readonly JsonElement value;
    private readonly string path;
    private readonly List<string> problems;

    private MessagePlace(JsonElement value, string path, List<string> problems)
    {
        this.value = value;
        this.path = path;
        this.problems = problems;
    }

    /// <summary>What rules say of a message that is one JSON object.</summary>
    public static Func<ReadOnlyMemory<byte>, IEnumerable<string>> Rules(Action<MessagePlace> rules) =>
        body =>
        {
            List<string> problems = [];
            try
            {
                using var message = JsonDocument.Parse(body);
                var whole = new MessagePlace(message.RootElement, "", problems);
                if (whole.Must(whole.IsObject, "must be a JSON object"))
                    rules(whole);
            }
            catch (JsonException)
            {
                problems.Add("The message is not JSON.");
            }
            return problems;
        };

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    /// <summary>The text that stands here, if it is one.</summary>
    public string? AsText => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool IsNull => value.ValueKind == JsonValueKind.Null;

    public bool IsEmptyList => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    /// <summary>The whole number that stands here, if it is one.</summary>
    public long? AsNumber =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A member of the object here; nothing when it is absent, or when no object is here.</summary>
    public MessagePlace? Find(string name) =>
        IsObject && value.TryGetProperty(name, out var member)
            ? new(member, path.Length == 0 ? name : $"{path}.{name}", problems)
            : null;

    /// <summary>The text of a member; nothing when it is absent or no text.</summary>
    public string? Text(string name) => Find(name)?.AsText;

    /// <summary>The entries of a member that is a list; none when it is absent. What is no list is told.</summary>
    public IReadOnlyList<MessagePlace> List(string name, int most = int.MaxValue)
    {
        if (Find(name) is not { } list || !list.Must(list.value.ValueKind == JsonValueKind.Array, "must be a list"))
            return [];
        list.Must(list.value.GetArrayLength() <= most, $"has more than {most} entries");
        return
        [
            .. list
                .value.EnumerateArray()
                .Select((one, index) => new MessagePlace(one, $"{list.path}[{index}]", problems)),
        ];
    }

    /// <summary>Tells what is wrong here, unless the rule holds.</summary>
    /// <param name="sentence">What follows the name of the place, without its full stop.</param>
    public bool Must(bool holds, string sentence)
    {
        if (!holds)
            problems.Add($"{(path.Length == 0 ? "The message" : path)} {sentence}.");
        return holds;
    }

    /// <summary>The member is there, a text with something in it, and no longer than so many characters.</summary>
    public void MustSay(string name, int most = int.MaxValue)
    {
        if (Must(!string.IsNullOrWhiteSpace(Text(name)), $"needs a text '{name}'"))
            MaySay(name, most);
    }

    /// <summary>The member is a text of at most so many characters, where it is there at all.</summary>
    public void MaySay(string name, int most)
    {
        if (Find(name) is { } member && member.Must(member.AsText is not null, "must be a text"))
            member.Must(member.AsText!.Length <= most, $"is longer than {most} characters");
    }

    /// <summary>The member is an absolute https address.</summary>
    public void MustLink(string name, int most = int.MaxValue)
    {
        if (!Must(Find(name) is not null, $"needs an address '{name}'"))
            return;
        MaySay(name, most);
        Find(name)!.Must(IsHttps(Text(name)), "must be an absolute https address");
    }

    /// <summary>As <see cref="MustLink"/>, where the member is there at all.</summary>
    public void MayLink(string name, int most = int.MaxValue)
    {
        if (Find(name) is not null)
            MustLink(name, most);
    }

    /// <summary>The member is one of the words, where it is there at all.</summary>
    public void MayBe(string name, params ReadOnlySpan<string> words)
    {
        if (Find(name) is not { } member)
            return;
        var isOne = false;
        foreach (var word in words)
            isOne |= string.Equals(word, member.AsText, StringComparison.OrdinalIgnoreCase);
        member.Must(isOne, $"must be one of {string.Join(", ", words!)}");
    }

    private static bool IsHttps(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;
}
