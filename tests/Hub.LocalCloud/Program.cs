System.Console.WriteLine("local cloud");
