namespace Hub.Wire;

/// <summary>An update may leave the field out, but a null is refused; for its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CannotBeClearedAttribute : Attribute;
