using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Hub.Tests.Former;

/// <summary>The files beside this one. README.md says how they were made.</summary>
internal static class FormerData
{
    public static async Task Unpack(string folder)
    {
        await using var packed = new GZipStream(File.OpenRead(PathOf("data.tgz")), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(packed, folder, overwriteFiles: true);
    }

    public static string PathOf(string file) => Path.Combine(Path.GetDirectoryName(Self())!, file);

    private static string Self([CallerFilePath] string here = "") => here;
}
