namespace Hub.Demo;

/// <summary>A kind of trouble that people have, and what is said about it. In its texts <c>{place}</c> and <c>{device}</c> stand for some.</summary>
/// <param name="Classification">As in <c>Software > Mail</c>.</param>
/// <param name="Weight">How often it happens beside the others.</param>
internal sealed record Trouble(string Classification, string Department, int Weight, params IReadOnlyList<string> Tags)
{
    /// <summary>What it is about, in a line, and what happened, in full.</summary>
    public required IReadOnlyList<(string Subject, string Description)> Reports { get; init; }

    /// <summary>What an agent says first.</summary>
    public required IReadOnlyList<string> Answers { get; init; }

    /// <summary>What an agent leaves for colleagues.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What is said when it is over.</summary>
    public required IReadOnlyList<string> Endings { get; init; }

    /// <summary>Whether it mostly cannot wait.</summary>
    public bool IsPressing { get; init; }

    /// <summary>What requesters say in between, whatever it is about.</summary>
    public static readonly IReadOnlyList<string> Replies =
    [
        "Thanks for the quick answer. I tried it, and it is still the same.",
        "Yes, it has been like that since this morning. A colleague at the next desk has it too.",
        "I am in a meeting until three; please call me after that.",
        "Here is what you asked for: it began right after I came back from the weekend.",
        "It worked for an hour and now it does not any more.",
        "Any news? I need this for a deadline tomorrow.",
    ];

    public static readonly IReadOnlyList<string> Thanks =
    [
        "Perfect, it works again. Thank you!",
        "That did it, thanks a lot.",
        "Great, all good now.",
    ];

    public static readonly IReadOnlyList<string> Places =
    [
        "the third floor",
        "the warehouse",
        "the Berlin office",
        "reception",
        "meeting room Elbe",
        "the laboratory",
        "home",
    ];

    public static readonly IReadOnlyList<string> Devices =
    [
        "LT-0311",
        "LT-0278",
        "LT-0402",
        "PRN-0311",
        "PRN-0107",
        "PH-0044",
        "SCR-0190",
    ];
}
