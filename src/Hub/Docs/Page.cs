using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Hub.Docs;

/// <summary>Bytes that were made once and are given out often; a client that has them already is told so.</summary>
internal sealed class RenderedFile(byte[] bytes, string mediaType)
{
    private readonly EntityTagHeaderValue tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");

    public static RenderedFile OfText(string text, string mediaType) => new(Encoding.UTF8.GetBytes(text), mediaType);

    /// <summary>May be kept, and is asked for anew each time: it changes with the hub's version.</summary>
    public FileContentHttpResult To(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(bytes, mediaType, entityTag: tag);
    }
}

/// <summary>The frame that every page stands in.</summary>
internal static class Page
{
    public const string Html = "text/html; charset=utf-8";

    public static RenderedFile Of(string title, string body) =>
        RenderedFile.OfText(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} - Hub</title>
            <link rel="stylesheet" href="page.css">
            </head>
            <body>
            <nav>{Navigation()}</nav>
            <main>
            {body}
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n"),
            Html
        );

    private static string Navigation() =>
        string.Join(
            '\n',
            ManualPages
                .Titles.Select(page => $"""<a href="{page.Name}">{page.Title}</a>""")
                .Prepend("""<a href="index.html">API reference</a>""")
        );
}
