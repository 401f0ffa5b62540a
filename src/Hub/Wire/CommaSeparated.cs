namespace Hub.Wire;

/// <summary>A query value that names several, separated by commas; for its description.</summary>
/// <param name="item">What each of them is: an enum or a number.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CommaSeparatedAttribute(Type item) : Attribute
{
    public Type Item => item;
}
