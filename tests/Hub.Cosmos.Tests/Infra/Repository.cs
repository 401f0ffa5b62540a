namespace Hub.Tests.Infra;

/// <summary>Files of the project as they are checked out.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string PathOf(params string[] path) => Path.Combine([Root, .. path]);

    public static string Read(params string[] path) => File.ReadAllText(PathOf(path));

    public static IEnumerable<string> Projects =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Hub.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
