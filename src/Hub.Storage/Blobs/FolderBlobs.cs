using Hub.Domain.Organizations;
using Hub.Ports.Blobs;

namespace Hub.Storage.Blobs;

/// <summary>
/// Blobs as files below the data folder, for the hub's own user alone. A blob is written under another name, made durable and
/// then given its own, so that a file that has a blob's name is whole.
/// </summary>
internal sealed class FolderBlobs(string root) : IBlobStore
{
    private const int BufferSize = 81_920;

    public async Task Write(BlobKey key, Stream content, CancellationToken cancellation)
    {
        var path = PathOf(key);
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await Copy(content, unfinished, cancellation);
            await Do(() =>
            {
                File.Move(unfinished, path, overwrite: true);
                DurableFolder.Flush(Path.GetDirectoryName(path)!);
            });
        }
        catch
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
            throw;
        }
    }

    public async Task<Stream?> Open(BlobKey key, CancellationToken cancellation)
    {
        try
        {
            return await Do(() =>
                new FileStream(
                    PathOf(key),
                    new FileStreamOptions
                    {
                        Share = FileShare.ReadWrite | FileShare.Delete,
                        Options = FileOptions.Asynchronous,
                    }
                )
            );
        }
        catch (StorageException missing) when (IsMissing(missing.InnerException))
        {
            return null;
        }
    }

    public Task Delete(BlobKey key, CancellationToken cancellation) =>
        Do(() =>
        {
            var path = PathOf(key);
            var folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder))
                return;
            File.Delete(path);
            // What a hub that died was writing.
            foreach (var unfinished in Directory.EnumerateFiles(folder, $"{Path.GetFileName(path)}.*.part"))
                File.Delete(unfinished);
        });

    public Task DeleteGroup(OrganizationId organization, string group, CancellationToken cancellation) =>
        Do(() =>
        {
            var folder = Path.Combine(root, BlobKey.FolderOf(organization, group));
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        });

    private static async Task Copy(Stream content, string path, CancellationToken cancellation)
    {
        await using var file = await Do(() => Create(path));
        var buffer = new byte[BufferSize];
        // What reading throws is the source's; what writing throws is the store's.
        while (await content.ReadAsync(buffer, cancellation) is > 0 and var read)
            await Write(file, buffer.AsMemory(0, read), cancellation);
        await Do(() => file.Flush(flushToDisk: true));
    }

    private static FileStream Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        // Each by itself: the folders above a new one would have the mode of any folder.
        PrivateFiles.CreateFolder(Path.GetDirectoryName(folder)!);
        PrivateFiles.CreateFolder(folder);
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            }
        );
        PrivateFiles.Close(path);
        return file;
    }

    private string PathOf(BlobKey key) => Path.Combine(root, key.ToString());

    /// <summary>Waiting for the disk is no work for the thread of a request.</summary>
    private static Task<bool> Do(Action step) =>
        Do(() =>
        {
            step();
            return true;
        });

    private static async Task<T> Do<T>(Func<T> step)
    {
        try
        {
            return await Task.Run(step);
        }
        catch (Exception outage) when (outage is IOException or UnauthorizedAccessException)
        {
            throw Outage(outage);
        }
    }

    private static async Task Write(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(bytes, cancellation);
        }
        catch (IOException outage)
        {
            throw Outage(outage);
        }
    }

    private static StorageException Outage(Exception cause) =>
        new($"The folder of attachments failed: {cause.Message}", cause);

    private static bool IsMissing(Exception? cause) => cause is FileNotFoundException or DirectoryNotFoundException;
}
