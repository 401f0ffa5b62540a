using Hub.Delivery;
using Hub.Ports.Blobs;
using Microsoft.Extensions.Options;

namespace Hub.Attachments.Scanning;

/// <summary>Has files scanned, where the hub is told by whom.</summary>
internal sealed class Scanner : IDisposable
{
    private readonly IBlobStore blobs;
    private readonly OutageLog outages;
    private readonly TimeProvider clock;
    private readonly IContentScanner? scanner;
    private readonly TimeSpan timeout;
    private readonly TimeSpan wait;

    public Scanner(IBlobStore blobs, IOptions<ScannerOptions> options, OutageLog outages, TimeProvider clock)
    {
        (this.blobs, this.outages, this.clock) = (blobs, outages, clock);
        (timeout, wait) = (
            TimeSpan.FromSeconds(options.Value.TimeoutSeconds),
            TimeSpan.FromSeconds(options.Value.WaitSeconds)
        );
        scanner = options.Value switch
        {
            { Command: { Length: > 0 } command } => new CommandScanner(command, options.Value.Arguments),
            { Url: { Length: > 0 } url } => new HttpScanner(new Uri(url)),
            _ => null,
        };
    }

    public bool IsOn => scanner is not null;

    /// <summary>The verdict, if it is there soon: whoever attaches the file waits for it.</summary>
    public Task<Verdict?> ScanSoon(BlobKey key, CancellationToken cancellation) =>
        wait == TimeSpan.Zero ? Task.FromResult<Verdict?>(null) : TryScan(key, wait, cancellation);

    /// <summary>The verdict; nothing when the scanner does not come to one.</summary>
    public Task<Verdict?> Scan(BlobKey key, CancellationToken cancellation) => TryScan(key, timeout, cancellation);

    public void Dispose() => (scanner as IDisposable)?.Dispose();

    private async Task<Verdict?> TryScan(BlobKey key, TimeSpan time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await using var content = await blobs.Open(key, either.Token);
            return content is null ? Verdict.Found("Its content is gone.") : await scanner!.Scan(content, either.Token);
        }
        catch (ScannerException failure)
        {
            outages.Note("Attachments wait for their scanner", failure);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
