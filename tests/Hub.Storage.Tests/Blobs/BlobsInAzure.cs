using Hub.Ports.Blobs;
using Hub.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Tests.Blobs;

/// <summary>On Azurite, Microsoft's own stand-in, where npm has it.</summary>
public sealed class BlobsInAzure(Azurite azurite) : BlobConformance, IClassFixture<Azurite>
{
    private readonly string container = $"test-{Guid.NewGuid():N}";

    protected override IBlobStore Blobs => Open(azurite.ConnectionString());

    [Fact]
    public async Task Who_may_not_come_in_meets_an_outage_that_says_so()
    {
        var wrong = azurite.ConnectionString(key: Convert.ToBase64String(new byte[64]));

        var outage = await Assert.ThrowsAsync<StorageException>(() =>
            Open(wrong).Write(NewKey(), new MemoryStream([1]), TestContext.Current.CancellationToken)
        );

        Assert.Equal(403, outage.Code);
    }

    private AzureBlobs Open(string connection) =>
        new(Options.Create(new AzureBlobOptions { ConnectionString = connection, Container = container }));
}
