namespace Hub.Errors;

/// <summary>Why a request was not carried out (RFC 9457).</summary>
internal sealed record Problem
{
    /// <summary>The page that explains the code, below the hub's address.</summary>
    /// <example>/docs/errors#validation_failed</example>
    public required string Type { get; init; }

    /// <summary>The phrase of the HTTP status.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened and what to do next, in a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>Which problem it is; stable, for programs.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong with which field, by the field's name; present when fields are at fault.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Where in a text it goes wrong; present when a template does not parse.</summary>
    public IReadOnlyList<TextProblem>? Places { get; init; }

    /// <summary>What to quote when asking for help; present on a fault of the hub.</summary>
    public string? TraceId { get; init; }
}

/// <summary>What is wrong in a text, and where.</summary>
/// <param name="Line">The line; the first is 1.</param>
/// <param name="Column">The character in the line; the first is 1.</param>
/// <param name="Message">What is wrong there.</param>
internal sealed record TextProblem(int Line, int Column, string Message);
