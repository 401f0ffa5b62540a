using System.Collections.Frozen;
using Hub.Access;
using Hub.Docs;
using Hub.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Assets;

/// <summary>Style sheets, scripts and icons of the pages, the same for everybody. Each is a file of this folder, within the binary.</summary>
internal static class PortalAssets
{
    private const string Folder = "portal/";

    private static readonly Lazy<FrozenDictionary<string, RenderedFile>> Files = new(ReadAll);

    public static void MapAssets(this RouteGroupBuilder app) =>
        app.MapGet("/assets/{file}", Show)
            .OpenToAll("How the pages look and what their scripts do, the same for everybody.");

    internal static Results<FileContentHttpResult, Refused> Show(string file, HttpContext http) =>
        Files.Value.TryGetValue(file, out var found) ? found.To(http) : PortalSetup.Nowhere();

    private static FrozenDictionary<string, RenderedFile> ReadAll() =>
        typeof(PortalAssets)
            .Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(static name => name[Folder.Length..], Read);

    private static RenderedFile Read(string name)
    {
        using var stored = typeof(PortalAssets).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stored);
        return RenderedFile.OfText(reader.ReadToEnd(), MediaTypeOf(name));
    }

    private static string MediaTypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        };
}
