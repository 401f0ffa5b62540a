namespace Hub.Attachments;

/// <summary>What the first bytes of a file say that it is.</summary>
/// <param name="MediaType">The type as it is registered.</param>
/// <param name="AlsoCalled">What such a file may rightly be called as well, or the beginning of that.</param>
internal sealed record FileSignature(string MediaType, params IReadOnlyList<string> AlsoCalled)
{
    /// <summary>A computer would run it.</summary>
    public bool IsExecutable { get; init; }

    public bool Allows(string mediaType) =>
        mediaType == MediaType || AlsoCalled.Any(one => mediaType.StartsWith(one, StringComparison.Ordinal));
}

/// <summary>
/// Knows the files that people attach, and those that nobody should, by their first bytes. Stands in for Mime-Detective, of
/// which no maintained version is served.
/// </summary>
internal static class FileSignatures
{
    /// <summary>So many first bytes tell.</summary>
    public const int Length = 512;

    private static readonly FileSignature Zip = new("application/zip", "application/", "model/", "font/");
    private static readonly FileSignature Ole = new("application/x-ole-storage", "application/", "image/");
    private static readonly FileSignature Mp4 = new("video/mp4", "video/", "audio/", "image/", "application/mp4");
    private static readonly FileSignature Ogg = new("audio/ogg", "audio/", "video/", "application/ogg");
    private static readonly FileSignature Mp3 = new("audio/mpeg", "audio/");
    private static readonly FileSignature Tiff = new("image/tiff", "image/");
    private static readonly FileSignature Windows = Program("application/vnd.microsoft.portable-executable");
    private static readonly FileSignature Elf = Program("application/x-executable");
    private static readonly FileSignature Mac = Program("application/x-mach-binary");

    private static readonly (byte[] Bytes, int At, FileSignature What)[] Known =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, new("image/png", "image/apng")),
        ([0xFF, 0xD8, 0xFF], 0, new("image/jpeg", "image/jpg", "image/pjpeg")),
        ("GIF87a"u8.ToArray(), 0, new("image/gif")),
        ("GIF89a"u8.ToArray(), 0, new("image/gif")),
        ("WEBP"u8.ToArray(), 8, new("image/webp")),
        ("II*\0"u8.ToArray(), 0, Tiff),
        ("MM\0*"u8.ToArray(), 0, Tiff),
        ("%PDF-"u8.ToArray(), 0, new("application/pdf", "application/x-pdf", "application/postscript")),
        ([0x50, 0x4B, 0x03, 0x04], 0, Zip),
        ([0x50, 0x4B, 0x05, 0x06], 0, Zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, Ole),
        ([0x1F, 0x8B], 0, new("application/gzip", "application/", "image/svg+xml")),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, new("application/x-7z-compressed", "application/")),
        ("Rar!\x1A\a"u8.ToArray(), 0, new("application/vnd.rar", "application/")),
        ("ftyp"u8.ToArray(), 4, Mp4),
        ("OggS"u8.ToArray(), 0, Ogg),
        ("ID3"u8.ToArray(), 0, Mp3),
        ([0x7F, 0x45, 0x4C, 0x46], 0, Elf),
        ([0xFE, 0xED, 0xFA, 0xCE], 0, Mac),
        ([0xFE, 0xED, 0xFA, 0xCF], 0, Mac),
        ([0xCE, 0xFA, 0xED, 0xFE], 0, Mac),
        ([0xCF, 0xFA, 0xED, 0xFE], 0, Mac),
        ([0xCA, 0xFE, 0xBA, 0xBE], 0, Program("application/java-vm")),
    ];

    /// <summary>The types that such files have and nothing else: what is called one has to begin like one.</summary>
    private static readonly HashSet<string> Exact =
    [
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/tiff",
        "application/pdf",
        "application/gzip",
        "application/vnd.rar",
        "application/x-7z-compressed",
        "video/mp4",
    ];

    /// <summary>What the file is; nothing when its first bytes do not say.</summary>
    public static FileSignature? Find(ReadOnlySpan<byte> head)
    {
        if (IsWindowsProgram(head))
            return Windows;
        foreach (var (bytes, at, what) in Known)
            if (head.Length >= at + bytes.Length && head[at..].StartsWith(bytes))
                return what;
        return null;
    }

    /// <summary>Whether files of the type are known by how they begin.</summary>
    public static bool Knows(string mediaType) => Exact.Contains(mediaType);

    /// <summary>Two letters begin many a text too; a program has a header with zeros behind them.</summary>
    private static bool IsWindowsProgram(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) && head[..Math.Min(head.Length, 64)].Contains((byte)0);

    private static FileSignature Program(string mediaType) =>
        new(mediaType, "application/octet-stream", "application/x-") { IsExecutable = true };
}
