// Lines in, lines out: each partition goes through a process of its own.
val start = System.nanoTime
sc.textFile("clients.ndjson", sys.env("PARTITIONS").toInt)
  .pipe(Seq("bash", "-c", sys.env("PARTITION")))
  .saveAsTextFile("results")
println(f"partitions took ${(System.nanoTime - start) / 1e9}%.1f s")
System.exit(0)
