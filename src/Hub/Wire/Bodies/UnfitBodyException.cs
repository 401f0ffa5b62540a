using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>
/// A body that cannot be read at all. Thrown, since a parameter that binds itself has no other way to answer; what it answers
/// stands in it.
/// </summary>
internal sealed class UnfitBodyException(int status, string code, string detail)
    : BadHttpRequestException(detail, status)
{
    public Refused Answer => new(StatusCode, code, Message);
}
