System.Console.WriteLine("xianjie bench");
