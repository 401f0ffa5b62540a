using System.Runtime.Versioning;
using Hub.Ports.Blobs;
using Hub.Storage.Blobs;

namespace Hub.Storage.Tests.Blobs;

public sealed class BlobsInAFolder : BlobConformance, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("hub-blobs-").FullName;

    protected override IBlobStore Blobs => new FolderBlobs(root);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_are_for_the_hubs_own_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has its own rights.");

        await Blobs.Write(NewKey(), new MemoryStream([1]), TestContext.Current.CancellationToken);

        var file = Assert.Single(Directory.GetFiles(root, "*", SearchOption.AllDirectories));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.All(Directory.GetDirectories(root, "*", SearchOption.AllDirectories), folder =>
            Assert.Equal(Own, File.GetUnixFileMode(folder))
        );
    }

    [Fact]
    public async Task What_a_hub_that_died_was_writing_is_no_blob_and_goes_with_it()
    {
        var key = NewKey();
        var unfinished = Path.Combine(root, $"{key}.{Guid.NewGuid():N}.part");
        Directory.CreateDirectory(Path.GetDirectoryName(unfinished)!);
        await File.WriteAllBytesAsync(unfinished, [1, 2], TestContext.Current.CancellationToken);

        Assert.Null(await Blobs.Open(key, TestContext.Current.CancellationToken));
        await Blobs.Delete(key, TestContext.Current.CancellationToken);

        Assert.Empty(Directory.GetFiles(root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_outage()
    {
        var nowhere = Path.Combine(root, "file");
        await File.WriteAllBytesAsync(nowhere, [1], TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StorageException>(() =>
            new FolderBlobs(nowhere).Write(NewKey(), new MemoryStream([1]), TestContext.Current.CancellationToken)
        );
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
