namespace Hub.Listen;

/// <summary>ANSI colours, or none.</summary>
internal readonly record struct Paint(bool On)
{
    /// <summary>https://no-color.org, and no colour into files and pipes.</summary>
    public static bool TerminalAllows =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public string Dim(string text) => In(2, text);

    public string Bold(string text) => In(1, text);

    public string Red(string text) => In(31, text);

    public string Green(string text) => In(32, text);

    public string Yellow(string text) => In(33, text);

    public string Magenta(string text) => In(35, text);

    public string Cyan(string text) => In(36, text);

    private string In(int code, string text) => On ? $"\e[{code}m{text}\e[0m" : text;
}
