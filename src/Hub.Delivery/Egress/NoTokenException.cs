namespace Hub.Delivery.Egress;

/// <summary>The service that gives out tokens gave none, or could not be asked.</summary>
/// <param name="sentence">Why, for the operator; it holds no secret.</param>
internal sealed class NoTokenException(string sentence) : Exception(sentence);
