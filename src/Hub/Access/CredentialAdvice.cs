namespace Hub.Access;

/// <summary>What a caller who is not let in is told of their credential, without repeating any of it.</summary>
internal static class CredentialAdvice
{
    private const string Bearer = "Bearer";
    private const string Form = "Authorization: Bearer <token>";

    /// <param name="whose">What the route takes, as in "a token".</param>
    public static string Of(HttpContext http, string whose)
    {
        var header = http.Request.Headers.Authorization.ToString().AsSpan().Trim();
        if (header.IsEmpty)
            return $"This needs {whose}: {Form}.";
        if (!IsBearer(header))
            return IsOtherScheme(header)
                ? $"The Authorization header has another scheme than Bearer; send {Form}."
                : $"The word Bearer is missing in front of the token; send {Form}.";
        var token = header[Bearer.Length..].Trim();
        return token.IsEmpty ? $"There is no token after the word Bearer; send {Form}."
            : IsBearer(token) ? $"The word Bearer stands there twice; send {Form}."
            : "This token is unknown, revoked or expired.";
    }

    private static bool IsBearer(ReadOnlySpan<char> text) =>
        text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && (text.Length == Bearer.Length || char.IsWhiteSpace(text[Bearer.Length]));

    /// <summary>A word and something behind it. Tokens have no blanks.</summary>
    private static bool IsOtherScheme(ReadOnlySpan<char> header) => header.ContainsAny(' ', '\t');
}
