using System.Text;

namespace Hub.Tests.Hosting;

/// <summary>The files of a data folder, byte for byte: a character of the text is a byte.</summary>
internal static class StoredFiles
{
    public static IReadOnlyList<(string Place, string Bytes)> In(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(Path.Combine(folder, "keys"), StringComparison.Ordinal))
                .Select(static file => (Path.GetFileName(file), Encoding.Latin1.GetString(File.ReadAllBytes(file)))),
        ];
}
