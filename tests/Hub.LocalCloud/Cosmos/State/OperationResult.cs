namespace Hub.LocalCloud.Cosmos.State;

/// <summary>What became of one operation on an item, in the service's status codes.</summary>
internal readonly record struct OperationResult(
    int Status,
    Document? Document = null,
    int SubStatus = 0,
    string? Message = null
)
{
    public bool Succeeded => Status < 400;

    public static OperationResult Refused(int status, string message, int subStatus = 0) =>
        new(status, null, subStatus, message);

    public static OperationResult NotFound =>
        Refused(404, "Entity with the specified id does not exist in the system.");

    public static OperationResult Conflict =>
        Refused(409, "Entity with the specified id already exists in the system.");

    public static OperationResult PreconditionFailed =>
        Refused(412, "One of the specified pre-condition is not met: the ETag given is not the current one.");
}
