namespace Hub.Idempotency;

/// <summary>Runs a result into memory, so that its answer can be kept before it is given.</summary>
internal static class AnswerCapture
{
    public static async Task<RecordedAnswer> Of(HttpContext http, IResult result)
    {
        var response = http.Response;
        var wire = response.Body;
        using var memory = new MemoryStream();
        response.Body = memory;
        try
        {
            await result.ExecuteAsync(http);
            await response.BodyWriter.FlushAsync();
        }
        finally
        {
            response.Body = wire;
        }
        return new RecordedAnswer(
            response.StatusCode,
            response.Headers.Location,
            response.Headers.ETag,
            response.ContentType,
            memory.ToArray()
        );
    }
}

/// <summary>The first answer: status and headers are set, the body is still to be sent.</summary>
internal sealed class CapturedAnswer(byte[] body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.Body.WriteAsync(body).AsTask();
}

/// <summary>The first answer once more.</summary>
internal sealed class ReplayedAnswer(RecordedAnswer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.Location = answer.Location;
        response.Headers.ETag = answer.ETag;
        response.Headers["Idempotency-Replayed"] = "true";
        return response.Body.WriteAsync(answer.Body).AsTask();
    }
}
