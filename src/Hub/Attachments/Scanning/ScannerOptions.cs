using Microsoft.Extensions.Options;

namespace Hub.Attachments.Scanning;

/// <summary>The section <c>Attachments:Scanner</c>: who looks into files before anybody may read them. Off when neither is set.</summary>
internal sealed class ScannerOptions : IValidateOptions<ScannerOptions>
{
    public const string Section = "Attachments:Scanner";

    /// <summary>A program that reads a file from its standard input: 0 when it found nothing, 1 when it found something.</summary>
    public string? Command { get; set; }

    /// <summary>What the program is started with.</summary>
    public List<string> Arguments { get; set; } = [];

    /// <summary>Where files are sent with POST; the answer is <c>{"clean": true}</c>, or <c>false</c> with a <c>reason</c>.</summary>
    public string? Url { get; set; }

    /// <summary>Seconds that one scan may take, before it is tried again.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Seconds that whoever attaches a file waits for the scanner; later it goes on by itself.</summary>
    public int WaitSeconds { get; set; } = 5;

    public ValidateOptionsResult Validate(string? name, ScannerOptions options) =>
        options is { Command.Length: > 0, Url.Length: > 0 } ? Fail("has a Command and a Url; give one of them.")
        : options.Url is { Length: > 0 } url && !IsAddress(url)
            ? Fail($":Url must be an absolute http or https URL, not '{url}'.")
        : options.TimeoutSeconds is < 1 or > 60
            ? Fail($":TimeoutSeconds must be between 1 and 60, not {options.TimeoutSeconds}.")
        : options.WaitSeconds is < 0 or > 60
            ? Fail($":WaitSeconds must be between 0 and 60, not {options.WaitSeconds}.")
        : ValidateOptionsResult.Success;

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");

    private static ValidateOptionsResult Fail(string problem) =>
        ValidateOptionsResult.Fail(problem[0] == ':' ? Section + problem : $"{Section} {problem}");
}
