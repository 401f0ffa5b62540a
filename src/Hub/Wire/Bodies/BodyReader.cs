using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hub.Deadlines;
using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>Reads a request's body as a whole, then what it says. The server has bounded its size.</summary>
internal static class BodyReader
{
    /// <summary>More are not looked for: whoever gets as many wrong has to begin anew anyway.</summary>
    private const int MostErrors = 30;

    public static async ValueTask<T> Read<T>(
        HttpRequest request,
        JsonSerializerOptions options,
        FieldErrors errors,
        CancellationToken cancellation
    )
        where T : class
    {
        BodyForm.Check(request, Body<T>.MayBeEmpty);
        var reader = request.BodyReader;
        var body = await ReadToEnd(request, cancellation);
        try
        {
            var bytes =
                body.IsEmpty && Body<T>.MayBeEmpty ? "{}"u8
                : body.IsSingleSegment ? body.FirstSpan
                : body.ToArray();
            return Read<T>(bytes, options, errors);
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    public static T Read<T>(ReadOnlySpan<byte> bytes, JsonSerializerOptions options, FieldErrors errors)
        where T : class =>
        Parse((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)), BodyText.Check(bytes, errors), errors);

    private static ValueTask<ReadOnlySequence<byte>> ReadToEnd(HttpRequest request, CancellationToken cancellation)
    {
        if (request.BodyReader.TryRead(out var read))
        {
            // What came along with the headers is mostly all of it.
            if (read.IsCompleted)
                return new(read.Buffer);
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
        return AwaitEnd(request, cancellation);
    }

    private static async ValueTask<ReadOnlySequence<byte>> AwaitEnd(HttpRequest request, CancellationToken cancellation)
    {
        using var bytes = RequestDeadline.AwaitBytes(request.HttpContext);
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.IsCompleted)
                return read.Buffer;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static T Parse<T>(JsonTypeInfo<T> type, ReadOnlySpan<byte> body, FieldErrors errors)
        where T : class
    {
        if (body.IsEmpty)
            throw NoBody();
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw NoBody();
        }
        catch (JsonException wrong)
        {
            if (JsonFault.IsOfTheReader(wrong) || JsonFault.PathOf(wrong).Length == 0)
                throw new BadHttpRequestException("The body cannot be read.", wrong);
        }
        return ParseWhatFits(type, AsObject(body), errors);
    }

    /// <summary>Names one field of a wrong shape after the other, and goes on without it.</summary>
    private static T ParseWhatFits<T>(JsonTypeInfo<T> type, JsonObject body, FieldErrors errors)
        where T : class
    {
        for (var found = 1; ; found++)
            try
            {
                return body.Deserialize(type) ?? throw NoBody();
            }
            catch (JsonException wrong)
            {
                var path = JsonFault.PathOf(wrong);
                if (path.Length == 0)
                    throw new BadHttpRequestException("The body cannot be read.", wrong);
                errors.Add(path, JsonFault.Expectation(typeof(T), path, type.Options));
                if (found == MostErrors)
                    body.Clear();
                else
                    JsonFault.Remove(body, path);
            }
    }

    private static JsonObject AsObject(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode
                .Parse(body, documentOptions: new() { AllowDuplicateProperties = false, MaxDepth = 256 })!
                .AsObject();
        }
        catch (JsonException twice)
        {
            throw new BadHttpRequestException("The body names a member twice.", twice);
        }
    }

    private static BadHttpRequestException NoBody() => new("The request needs a body.");
}
