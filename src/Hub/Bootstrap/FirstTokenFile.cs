using Microsoft.Extensions.Options;

namespace Hub.Bootstrap;

/// <summary>Where the first token is put: a file that only the hub's own user may read, since what is printed ends up in logs.</summary>
internal sealed class FirstTokenFile(IOptions<HubOptions> options)
{
    public string Path => System.IO.Path.GetFullPath(System.IO.Path.Combine(options.Value.DataPath, "first-token"));

    public async Task Write(string token, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(options.Value.DataPath);
            // One that is there may be readable by others: its place is taken, not its rights.
            File.Delete(Path);
            var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new StreamWriter(Path, how);
            await file.WriteLineAsync(token.AsMemory(), cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The first token cannot be written to {Path}: {failure.Message} Or give one with Hub:Bootstrap:Token."
            );
        }
    }

    public void Remove() => File.Delete(Path);
}
