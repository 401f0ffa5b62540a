namespace Hub.Storage;

/// <summary>
/// What the hub keeps is for the hub's own user alone. A folder that is there already keeps its mode, for it may be meant for
/// more than the hub; the files in it do not. Windows has its own inherited rights.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static DirectoryInfo CreateFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, Folder);

    /// <summary>A folder that is for nothing else: it is closed even if it is there already, as a backup may have left it.</summary>
    public static DirectoryInfo CreateOwnFolder(string path)
    {
        var folder = CreateFolder(path);
        SetMode(path, Folder);
        return folder;
    }

    /// <summary>Before anything is in it. What SQLite puts beside it has the same mode.</summary>
    public static void Create(string path)
    {
        if (!File.Exists(path))
            File.Create(path).Dispose();
        foreach (var file in new[] { path, $"{path}-wal", $"{path}-shm" })
            if (File.Exists(file))
                Close(file);
    }

    /// <summary>A file of somebody else's is theirs to close.</summary>
    public static void Close(string path) => SetMode(path, OwnFile);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException)
        {
            // Not this user's: opening it says what is wrong with that.
        }
    }
}
