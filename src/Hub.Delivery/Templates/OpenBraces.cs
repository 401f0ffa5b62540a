using Scriban.Parsing;

namespace Hub.Delivery.Templates;

/// <summary>Braces that are never closed, which the engine does not mind.</summary>
internal static class OpenBraces
{
    /// <summary>The last ones, where the text ends before theirs do.</summary>
    public static IReadOnlyList<TemplateProblem> Of(string text)
    {
        Token? open = null;
        foreach (var token in new Lexer(text))
            open = token.Type switch
            {
                TokenType.CodeEnter => token,
                TokenType.CodeExit => null,
                _ => open,
            };
        return open is { } last
            ? [new(last.Start.Line + 1, last.Start.Column + 1, "The braces that open here are never closed.")]
            : [];
    }
}
