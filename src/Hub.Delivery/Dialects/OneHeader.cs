using System.Net.Http.Headers;

namespace Hub.Delivery.Dialects;

/// <summary>Signatures of contracts whose receivers take one signature from one header.</summary>
internal static class OneHeader
{
    /// <summary>
    /// Published receivers know one secret, compare the header with one value and answer 401 to any other: two
    /// signatures in it would break them all, and whichever secret signs it breaks some. So while a rotation lasts the
    /// header changes secrets each time a receiver refuses it, the new one first: the retry gets through to those who
    /// have not changed over. A receiver that reads the second header as well needs no retry.
    /// </summary>
    /// <param name="sign">The signature by a secret.</param>
    public static void Add(HttpRequestHeaders headers, string header, in Dispatch attempt, Func<string, string> sign)
    {
        if (attempt.PreviousSecret is not { } previous)
        {
            headers.TryAddWithoutValidation(header, sign(attempt.Secret));
            return;
        }
        var old = sign(previous);
        headers.TryAddWithoutValidation(header, attempt.Refusals % 2 == 0 ? sign(attempt.Secret) : old);
        headers.TryAddWithoutValidation($"{header}-Previous", old);
    }
}
