namespace Hub.Ports.Store;

/// <summary>The store's engine does not take a condition as large as this one: the fault of whoever asks, and no outage.</summary>
public sealed class QueryRefusedException(string message, Exception? inner = null) : Exception(message, inner);
