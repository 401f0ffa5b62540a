using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Hub.LocalCloud.ServiceBus.Links;

namespace Hub.LocalCloud.ServiceBus.Listening;

/// <summary>AMQP over a WebSocket, for clients that may only use the web's port.</summary>
internal static class WebSocketsApi
{
    public static void MapWebSockets(this IEndpointRouteBuilder routes, AmqpServer server) =>
        routes.Map("/$servicebus/websocket/", context => Serve(context, server));

    private static async Task Serve(HttpContext context, AmqpServer server)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync("amqp");
        await using var stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary);
        var pipe = new StreamPipe(PipeReader.Create(stream), PipeWriter.Create(stream));
        var connection = context.Connection;
        var transport = new PipeTransport(
            pipe,
            context.Abort,
            new IPEndPoint(connection.LocalIpAddress!, connection.LocalPort),
            new IPEndPoint(connection.RemoteIpAddress!, connection.RemotePort)
        );
        await server.Serve(transport, context.Abort, context.RequestAborted);
    }

    private sealed record StreamPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
