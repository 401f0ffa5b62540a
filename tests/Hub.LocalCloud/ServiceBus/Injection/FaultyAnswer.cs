using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus.Injection;

internal sealed class FaultyAnswer(Fault fault, Reply reply, CancellationToken stopping) : IResult
{
    // What a reply without a body promises when it is cut short.
    private const int PromisedLength = 64;

    public Task ExecuteAsync(HttpContext httpContext) =>
        fault.Kind switch
        {
            FaultKind.Drop => Drop(httpContext),
            FaultKind.CutShort => CutShort(httpContext),
            FaultKind.Silence => StaySilent(httpContext),
            _ => (Reply.Error(fault.StatusCode, fault.Detail) with { RetryAfter = fault.RetryAfter }).ExecuteAsync(
                httpContext
            ),
        };

    private static Task Drop(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task CutShort(HttpContext context)
    {
        var body = (reply.Status == StatusCodes.Status204NoContent ? Reply.Ok : reply).WriteHead(context);
        context.Response.ContentLength = body.Length > 0 ? body.Length : PromisedLength;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        // Kestrel closes a connection whose answer is shorter than promised, once what there is has been sent.
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private async Task StaySilent(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using (context.RequestAborted.UnsafeRegister(_ => gone.TrySetResult(), null))
        await using (stopping.UnsafeRegister(_ => gone.TrySetResult(), null))
        {
            await gone.Task;
        }

        context.Abort();
    }
}
