using Hub.LocalCloud.Cosmos;

await using var cosmos = await CosmosHost.Start(new CosmosHostOptions { Port = 8081 });
Console.WriteLine(cosmos.ConnectionString);
await cosmos.Shutdown();
