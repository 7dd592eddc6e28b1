using Xianjie.Platform.Verbs;

return await Commands.RunAsync(args);
