using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Attachments.Scanning;

/// <summary>A service that is sent the file and answers in JSON what it found. Its address is the operator's, not a caller's.</summary>
internal sealed class HttpScanner : IContentScanner, IDisposable
{
    private const int LargestAnswer = 65_536;

    private readonly Uri address;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        // Each scan has its own time.
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    public HttpScanner(Uri address) => this.address = address;

    public async Task<Verdict> Scan(Stream content, CancellationToken cancellation)
    {
        using var body = new StreamContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        try
        {
            using var answer = await client.PostAsync(address, body, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new ScannerException($"The scanner answered {(int)answer.StatusCode}.");
            var said = await answer.Content.ReadFromJsonAsync(ScannerJson.Default.ScannerAnswer, cancellation);
            return said?.Clean switch
            {
                true => Verdict.Clean,
                false => Verdict.Found(said.Reason),
                null => throw new ScannerException("The scanner's answer does not say whether the file is clean."),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            throw new ScannerException($"The scanner failed: {failure.Message}", failure);
        }
    }

    public void Dispose() => client.Dispose();
}

/// <summary>What a scanner answers.</summary>
internal sealed record ScannerAnswer(bool? Clean, string? Reason);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ScannerAnswer))]
internal sealed partial class ScannerJson : JsonSerializerContext;
