using Hub.LocalCloud.Cosmos.Faults;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>Answers every request: reads it, checks its signature, strikes it with a fault or has it carried out.</summary>
internal sealed class GatewayEndpoint(Account account, CosmosHostOptions options, FaultPlan faults, RequestUnits units)
{
    private readonly MasterKey key = new(options.Key);
    private readonly Router router = new(account, options);

    public async Task Handle(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var request = new GatewayRequest(http, body.GetBuffer().AsMemory(0, (int)body.Length));

        var date = request[HeaderNames.Date] ?? "";
        var answer = key.Signed(request.Method, http.Request.Path.Value!, date, request["authorization"])
            ? await Carry(request, http)
            : GatewayResponse.Refused(401, "The input authorization token can't serve the request.");
        if (answer is not null)
        {
            await answer.WriteTo(http, http.RequestAborted);
        }
    }

    /// <summary>Null if the fault left nothing to answer.</summary>
    private async Task<GatewayResponse?> Carry(GatewayRequest request, HttpContext http)
    {
        units.Count(request.Operation);
        var fault = faults.Draw(request.Operation, request.Segments.Count > 3 ? request.Segments[3] : null);
        if (fault is { Moment: FaultMoment.Before })
        {
            return await Strike(fault, http);
        }

        var answer = await router.Reply(request, $"{http.Request.Scheme}://{http.Request.Host}/");
        units.Charge(request.Operation, answer.Charge);
        return fault is null ? answer : await Strike(fault, http);
    }

    private static async Task<GatewayResponse?> Strike(Fault fault, HttpContext http)
    {
        switch (fault.Kind)
        {
            case FaultKind.Broken:
                http.Abort();
                return null;
            case FaultKind.Silent:
                var left = new TaskCompletionSource();
                using (http.RequestAborted.Register(left.SetResult))
                {
                    await left.Task;
                }

                return null;
            default:
                var answer = GatewayResponse.Refused(fault.Status, "A fault was asked for.");
                return fault.RetryAfter is { } wait
                    ? answer.With(HeaderNames.RetryAfter, $"{(long)wait.TotalMilliseconds}")
                    : answer;
        }
    }
}
